package dev.reelmill.coordinator.upload;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.store.PartialObjects;
import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.MultipartForm;
import dev.reelmill.coordinator.web.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** POST of the plain form, for browsers without JavaScript: one file in one request. */
final class FormEndpoint implements Endpoint {

  /** Of partial objects that belong to a form; nobody can resume them. */
  static final String PREFIX = "form-";

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
    String secret = Uploads.newId();
    String video = VideoId.ofUpload(secret);
    String id = PREFIX + video;
    partial.begin(id, Math.max(0, exchange.contentLength()));
    try {
      receive(exchange.form(), id, video);
    } finally {
      partial.discard(id);
    }
    Uploader.remember(exchange, secret, video);
    exchange.redirect(303, "/videos/" + video);
  }

  private void receive(MultipartForm form, String id, String video) throws IOException {
    MultipartForm.File file =
        form.next().orElseThrow(() -> Refusal.badRequest("The form has no file."));
    String fileName = UploadNames.fileName(file.fileName());
    long most = uploads.settings().maxSizeBytes();
    long size = partial.append(id, 0, file.bytes(), most + 1);
    if (size > most) {
      throw tooLarge();
    }
    if (size == 0) {
      throw new ReelmillException(
          FailureCode.SOURCE_EMPTY, "no file was chosen, or it is empty; choose a video");
    }
    skipOthers(form);
    String title = UploadNames.title(form.field("title").orElse(""), fileName);
    String profile = form.field("profile").filter(name -> !name.isBlank()).orElse(null);
    uploads.checkProfile(profile);
    uploads.submit(id, video, new Metadata(fileName, title, profile));
  }

  /** To the form's end, as its fields may stand behind the file. */
  private static void skipOthers(MultipartForm form) throws IOException {
    for (Optional<MultipartForm.File> next = form.next(); next.isPresent(); next = form.next()) {
      next.get().bytes().transferTo(OutputStream.nullOutputStream());
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
