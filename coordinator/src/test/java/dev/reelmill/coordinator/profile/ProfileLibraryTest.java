package dev.reelmill.coordinator.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.coordinator.plan.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileLibraryTest {

  private static final String OWN = Profiles.text("web").replace("\"web\"", "\"own\"");

  @TempDir Path folder;

  @Test
  void own_profiles_stand_beside_those_that_ship() throws IOException {
    Files.writeString(folder.resolve("own.json"), OWN);

    assertThat(library("web").names()).containsAll(Profiles.NAMES).contains("own");
    assertThat(library("web").named("own").video()).isEqualTo(Profiles.named("web").video());
    assertThat(library("web").origin("own")).isEqualTo(folder.resolve("own.json").toString());
    assertThat(library("own").usual().name()).isEqualTo("own");
  }

  @Test
  void a_changed_file_holds_at_once_and_takes_the_place_of_one_that_ships() throws IOException {
    ProfileLibrary library = library("web");
    assertThat(library.usual().version()).isEqualTo(1);

    Files.writeString(
        folder.resolve("web.json"),
        Profiles.text("web").replace("\"version\": 1", "\"version\": 7"));

    assertThat(library.usual().version()).isEqualTo(7);
  }

  @Test
  void the_usual_one_may_be_a_file_anywhere() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("own.json");
    Files.writeString(elsewhere, OWN);

    assertThat(library(elsewhere.toString()).usual().name()).isEqualTo("own");
  }

  @Test
  void a_file_has_to_be_called_like_its_profile() throws IOException {
    Files.writeString(folder.resolve("other.json"), OWN);

    assertThatThrownBy(() -> library("web").named("other"))
        .hasMessageContaining("has to be in a file called own.json");
  }

  @Test
  void what_is_asked_for_is_a_name_and_no_path() {
    for (String name : new String[] {"none", "../web", "web.json", "", "WEB"}) {
      assertThatThrownBy(() -> library("web").named(name))
          .hasMessageContaining("there is no profile '" + name + "'; there are web, ");
    }
  }

  private ProfileLibrary library(String usual) {
    return new ProfileLibrary(new ProfileSettings(usual, folder));
  }
}
