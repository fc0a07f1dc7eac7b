package dev.reelmill.coordinator.faults;

/** What is made of a video on a farm that is broken: as little as has every kind of order. */
final class FaultsProfile {

  static final String TEXT =
      """
      {
        "name": "faults",
        "version": 1,
        "video": [
          {
            "name": "h264",
            "codec": "h264",
            "preset": "ultrafast",
            "gopSeconds": 1,
            "dynamicRange": "sdr",
            "rungs": [
              {"height": 90, "crf": 30, "maxBitrate": 200000},
              {"height": 54, "crf": 30, "maxBitrate": 100000}
            ]
          }
        ],
        "audio": [
          {"name": "audio", "codec": "aac", "bitratePerChannel": 32000, "maxChannels": 1}
        ],
        "segments": {
          "headSeconds": "1/1",
          "heads": 2,
          "leastSeconds": "1/1",
          "mostSeconds": "1/1",
          "tailSeconds": "1/1"
        }
      }
      """;

  private FaultsProfile() {}
}
