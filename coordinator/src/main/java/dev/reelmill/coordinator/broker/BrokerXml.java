package dev.reelmill.coordinator.broker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** Writes {@link BrokerLayout} as Artemis reads it. */
final class BrokerXml {

  private final StringBuilder text = new StringBuilder();
  private int depth;

  private BrokerXml() {}

  /** The file {@code broker.xml}. */
  static String of(BrokerFiles.Listening listening) {
    BrokerXml xml = new BrokerXml();
    xml.text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.text.append("<!-- Written by reelmill broker config; docs/broker.md explains it. -->\n");
    xml.open("configuration", "xmlns=\"urn:activemq\"");
    xml.open("core", "xmlns=\"urn:activemq:core\"");
    xml.server();
    BrokerPair pair = listening.pair();
    if (pair != null) {
      xml.pair(listening, pair);
    }
    xml.open("acceptors", "");
    xml.leaf("acceptor", "name=\"tls\"", listening.acceptor());
    xml.close("acceptors");
    xml.permissions();
    xml.settings();
    xml.addresses();
    xml.close("core");
    xml.close("configuration");
    return xml.text.toString();
  }

  private void server() {
    leaf("name", "reelmill");
    leaf("persistence-enabled", "true");
    leaf("journal-type", "NIO");
    leaf("journal-directory", "data/journal");
    leaf("bindings-directory", "data/bindings");
    leaf("large-messages-directory", "data/large");
    leaf("paging-directory", "data/paging");
    leaf("max-disk-usage", "90");
    leaf("security-enabled", "true");
    leaf("jmx-management-enabled", "false");
  }

  /** The two know each other by these lines alone: nothing is looked for on the network. */
  private void pair(BrokerFiles.Listening listening, BrokerPair pair) {
    leaf("cluster-user", BrokerPair.USER);
    leaf("cluster-password", "${" + BrokerPair.PASSWORD_PROPERTY + "}");
    open("connectors", "");
    leaf("connector", "name=\"this\"", listening.connector(pair.address()));
    leaf("connector", "name=\"other\"", listening.connector(pair.other()));
    close("connectors");
    open("cluster-connections", "");
    open("cluster-connection", "name=\"pair\"");
    leaf("connector-ref", "this");
    leaf("message-load-balancing", "OFF");
    open("static-connectors", "");
    leaf("connector-ref", "other");
    close("static-connectors");
    close("cluster-connection");
    close("cluster-connections");
    open("ha-policy", "");
    open("replication", "");
    open(pair.part().toString(), "");
    switch (pair.part()) {
      case PRIMARY -> leaf("check-for-active-server", "true");
      case BACKUP -> leaf("allow-failback", "true");
    }
    close(pair.part().toString());
    close("replication");
    close("ha-policy");
  }

  private void permissions() {
    open("security-settings", "");
    for (Map.Entry<String, Set<Role>> entry : BrokerLayout.permissions().entrySet()) {
      open("security-setting", match(entry.getKey()));
      KINDS.forEach((kind, has) -> permission(kind, has, entry.getValue()));
      close("security-setting");
    }
    close("security-settings");
  }

  private static final Map<String, Predicate<Role>> KINDS = kinds();

  private static Map<String, Predicate<Role>> kinds() {
    Map<String, Predicate<Role>> kinds = new LinkedHashMap<>();
    kinds.put("send", Role::isSend);
    kinds.put("consume", Role::isConsume);
    kinds.put("browse", Role::isBrowse);
    kinds.put("createNonDurableQueue", Role::isCreateNonDurableQueue);
    kinds.put("deleteNonDurableQueue", Role::isDeleteNonDurableQueue);
    kinds.put("createAddress", Role::isCreateAddress);
    kinds.put("deleteAddress", Role::isDeleteAddress);
    kinds.put("createDurableQueue", Role::isCreateDurableQueue);
    kinds.put("deleteDurableQueue", Role::isDeleteDurableQueue);
    kinds.put("manage", Role::isManage);
    return kinds;
  }

  private void permission(String kind, Predicate<Role> has, Set<Role> roles) {
    Set<String> names = new TreeSet<>();
    roles.stream().filter(has).map(Role::getName).forEach(names::add);
    if (!names.isEmpty()) {
      empty("permission", "type=\"" + kind + "\" roles=\"" + String.join(",", names) + "\"");
    }
  }

  private void settings() {
    open("address-settings", "");
    for (Map.Entry<String, AddressSettings> entry : BrokerLayout.settings().entrySet()) {
      AddressSettings settings = entry.getValue();
      open("address-setting", match(entry.getKey()));
      leaf("dead-letter-address", settings.getDeadLetterAddress());
      leaf("expiry-address", settings.getExpiryAddress());
      if (settings.getExpiryDelay() >= 0) {
        leaf("expiry-delay", settings.getExpiryDelay());
      }
      leaf("redelivery-delay", settings.getRedeliveryDelay());
      leaf("max-delivery-attempts", settings.getMaxDeliveryAttempts());
      leaf("max-size-bytes", settings.getMaxSizeBytes());
      leaf("address-full-policy", settings.getAddressFullMessagePolicy());
      leaf("page-limit-bytes", settings.getPageLimitBytes());
      leaf("page-full-policy", settings.getPageFullMessagePolicy());
      leaf("auto-create-queues", settings.isAutoCreateQueues());
      leaf("auto-delete-queues", settings.isAutoDeleteQueues());
      leaf("auto-create-addresses", settings.isAutoCreateAddresses());
      leaf("auto-delete-addresses", settings.isAutoDeleteAddresses());
      close("address-setting");
    }
    close("address-settings");
  }

  private void addresses() {
    open("addresses", "");
    for (CoreAddressConfiguration address : BrokerLayout.addresses()) {
      open("address", "name=\"" + address.getName() + "\"");
      if (address.getRoutingTypes().contains(RoutingType.MULTICAST)) {
        empty("multicast", "");
      } else {
        open("anycast", "");
        address.getQueueConfigs().forEach(queue -> empty("queue", attributes(queue)));
        close("anycast");
      }
      close("address");
    }
    close("addresses");
  }

  private static String attributes(QueueConfiguration queue) {
    Long ring = queue.getRingSize();
    String name = "name=\"" + queue.getName() + "\"";
    return ring == null || ring < 0 ? name : name + " ring-size=\"" + ring + "\"";
  }

  private static String match(String address) {
    return "match=\"" + address + "\"";
  }

  private void open(String tag, String attributes) {
    line("<" + begin(tag, attributes) + ">");
    depth++;
  }

  private void close(String tag) {
    depth--;
    line("</" + tag + ">");
  }

  private void empty(String tag, String attributes) {
    line("<" + begin(tag, attributes) + "/>");
  }

  private void leaf(String tag, Object value) {
    leaf(tag, "", value);
  }

  private void leaf(String tag, String attributes, Object value) {
    String escaped = value.toString().replace("&", "&amp;").replace("<", "&lt;");
    line("<" + begin(tag, attributes) + ">" + escaped + "</" + tag + ">");
  }

  private static String begin(String tag, String attributes) {
    return attributes.isEmpty() ? tag : tag + " " + attributes;
  }

  private void line(String content) {
    text.append("  ".repeat(depth)).append(content).append('\n');
  }
}
