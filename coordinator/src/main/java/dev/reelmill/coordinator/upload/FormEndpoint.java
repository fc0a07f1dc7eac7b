package dev.reelmill.coordinator.upload;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.store.PartialObjects;
import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.MultipartForm;
import dev.reelmill.coordinator.web.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** POST of the plain form, for browsers without JavaScript: one file in one request. */
final class FormEndpoint implements Endpoint {

  /** Of partial objects that belong to a form; nobody can resume them. */
  private static final String PREFIX = "form-";

  /** Name of the input for subtitle files. */
  private static final String SUBTITLES = "subtitles";

  /** The form's own text around the file. */
  private static final long ENVELOPE_BYTES = 1 << 16;

  private final Uploads uploads;
  private final PartialObjects partial;

  FormEndpoint(Uploads uploads) {
    this.uploads = uploads;
    this.partial = uploads.partial();
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    if (exchange.contentLength() - ENVELOPE_BYTES > uploads.settings().maxSizeBytes()) {
      throw tooLarge();
    }
    String uploader = exchange.client();
    uploads.requireQuota(uploader, Math.max(0, exchange.contentLength() - ENVELOPE_BYTES));
    String secret = Uploads.newId();
    String video = VideoId.ofUpload(secret);
    String id = PREFIX + video;
    partial.begin(id, ObjectKeys.source(video), Math.max(0, exchange.contentLength()));
    try {
      receive(exchange.form(), id, video, uploader);
    } finally {
      partial.discard(id);
    }
    Uploader.remember(exchange, secret, video);
    exchange.redirect(303, "/videos/" + video);
  }

  private void receive(MultipartForm form, String id, String video, String uploader)
      throws IOException {
    String fileName = null;
    List<SideCar> sideCars = new ArrayList<>();
    // Fields may stand before or behind the files, and the files in any order.
    for (Optional<MultipartForm.File> next = form.next(); next.isPresent(); next = form.next()) {
      MultipartForm.File file = next.get();
      String name = UploadNames.fileName(file.fileName());
      if (file.field().equals(SUBTITLES)) {
        sideCar(file, id, video, name, sideCars);
      } else if (fileName == null) {
        receiveVideo(file, id);
        fileName = name;
      } else {
        file.bytes().transferTo(OutputStream.nullOutputStream());
      }
    }
    if (fileName == null) {
      throw Refusal.badRequest("The form has no file.");
    }
    String title = UploadNames.title(form.field("title").orElse(""), fileName);
    String profile = form.field("profile").filter(name -> !name.isBlank()).orElse(null);
    uploads.checkProfile(profile);
    uploads.requireQuota(uploader, partial.size(id).orElse(0));
    uploads.submit(
        id, video, new Metadata(fileName, title, false, List.of(), profile), sideCars, uploader);
  }

  private void receiveVideo(MultipartForm.File file, String id) throws IOException {
    long most = uploads.settings().maxSizeBytes();
    long size = partial.append(id, 0, file.bytes(), most + 1);
    if (size > most) {
      throw tooLarge();
    }
    if (size == 0) {
      throw new ReelmillException(
          FailureCode.SOURCE_EMPTY, "no file was chosen, or it is empty; choose a video");
    }
  }

  /** An input without a file sends an empty one without a name. */
  private void sideCar(
      MultipartForm.File file, String id, String video, String name, List<SideCar> sideCars)
      throws IOException {
    if (!SideCar.isOne(name) || sideCars.size() == SideCar.MOST) {
      file.bytes().transferTo(OutputStream.nullOutputStream());
      return;
    }
    int number = sideCars.size() + 1;
    String partialId = id + "-" + number;
    partial.begin(partialId, ObjectKeys.sideCar(video, number), 0);
    try {
      if (partial.append(partialId, 0, file.bytes(), SideCar.MOST_BYTES + 1) > SideCar.MOST_BYTES) {
        throw Refusal.badRequest(name + " is too large for subtitles.");
      }
      sideCars.add(uploads.keep(partialId, video, number, name));
    } finally {
      partial.discard(partialId);
    }
  }

  private Refusal tooLarge() {
    return new Refusal(
        413,
        "too-large",
        "The file is larger than "
            + uploads.settings().maxSizeBytes()
            + " bytes, the limit of this site (upload.max-size).");
  }
}
