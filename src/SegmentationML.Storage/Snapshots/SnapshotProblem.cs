using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Snapshots;

/// <summary>The problems of the snapshot store.</summary>
internal static class SnapshotProblem
{
    public static Problem NotThere(string pipeline, long version, IReadOnlyList<long> existing) => new(
        "SEG-PUB-001",
        $"Pipeline '{pipeline}' has no version {version}.",
        existing.Count == 0 ? $"Nothing has been published yet: run 'segml run {pipeline}'." : $"Choose one of {Shorten(existing)}.");

    public static Problem ParentMoved(string pipeline, long? expected, long? current) => new(
        "SEG-PUB-002",
        $"Pipeline '{pipeline}' was to get a version after {Name(expected)}, but {Name(current)} is the current one.",
        "Nothing was published. Run again: the run then starts from the current version.");

    public static Problem CurrentMoved(string pipeline, long version, long? parent, long? expected, long? current) => new(
        "SEG-PUB-002",
        expected != current
            ? $"Version {version} of '{pipeline}' was to go live in place of {Name(expected)}, but {Name(current)} is the one in use."
            : $"Version {version} of '{pipeline}' was made after {Name(parent)}, but {Name(current)} is the one in use.",
        "Nothing was changed. Run the pipeline again, which makes a candidate after the version in use, and decide on that one.");

    public static Problem WasLive(string pipeline, long version) => new(
        "SEG-PUB-010", $"Version {version} of '{pipeline}' was in use before: it is no candidate.", $"To bring its content back, publish it anew: `segml snapshot rollback {pipeline} --to {version}`.");

    public static Problem Expired(string pipeline, long version, DateTimeOffset when) => new(
        "SEG-PUB-011", $"Version {version} of '{pipeline}' was expired on {when.UtcDateTime:yyyy-MM-dd}: its files are gone.", $"`segml snapshot list {pipeline}` shows which versions are there.");

    public static Problem NoSuchName(string pipeline, VersionSelector selector, IEnumerable<string> known) => new(
        "SEG-PUB-015",
        selector.Kind == VersionSelection.Tag ? $"No version of '{pipeline}' bears the tag '{selector.Name}'." : $"Pipeline '{pipeline}' has no alias '{selector.Name}'.",
        known.ToArray() is { Length: > 0 } names ? $"There is {string.Join(", ", names.Take(20))}." : $"Set one with `segml snapshot {(selector.Kind == VersionSelection.Tag ? "tag" : "alias")} {pipeline} {selector.Name} --version N`.");

    public static Problem NothingThen(string pipeline, VersionSelector selector, DateTimeOffset? first) => new(
        "SEG-PUB-015",
        $"At {selector.Text} no version of '{pipeline}' was in use.",
        first is { } time ? $"The first went live at {time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC." : $"Nothing has been published yet: run 'segml run {pipeline}'.");

    public static Problem TagTaken(string pipeline, string tag, long version) => new(
        "SEG-PUB-016", $"Version {version} of '{pipeline}' bears the tag '{tag}' already: a tag does not move.", $"Choose another tag, use an alias, or take it away first: `segml snapshot tag {pipeline} {tag} --remove`.");

    public static Problem NeverLive(string pipeline, long version) => new(
        "SEG-PUB-017", $"Version {version} of '{pipeline}' was never in use: there is nothing to roll back to.", "Choose a version that was in use; a candidate goes live by promotion.");

    public static Problem UnknownActivation(string pipeline, long version, Exception cause) => new(
        "SEG-PUB-003", $"It is unknown whether version {version} of '{pipeline}' went live: {cause.Message.TrimEnd('.')}.", $"Check the disk, then look at 'segml snapshot list {pipeline}' or ask again: what was recorded is found and not done twice.");

    public static Problem LeaseLost(string pipeline, string run) => new(
        "SEG-PUB-002", $"Run {run} no longer holds pipeline '{pipeline}': another run has begun since.", "Nothing was published. Look at 'segml runs', then run again.");

    public static Problem UnknownOutcome(string pipeline, long version, string run, Exception cause) => new(
        "SEG-PUB-003",
        $"It is unknown whether version {version} of '{pipeline}' was published by run {run}: {cause.Message.TrimEnd('.')}.",
        $"Check the disk, then look at 'segml snapshot list {pipeline}' or run again: a version that was recorded is found and not published twice.");

    public static Problem WrongDraft(string what) => new("SEG-PUB-004", what, "Nothing was published. The publish step lists every file that it writes, as it is on the disk.");

    public static Problem WrongFile(string pipeline, long version, string what) => new(
        "SEG-PUB-005", $"Version {version} of '{pipeline}': {what}.", "Do not use it. Restore its folder from a backup, or publish again with --force.");

    public static Problem WrongManifest(string pipeline, long version, string what) => new(
        "SEG-PUB-006", $"Version {version} of '{pipeline}': {what}.", "Do not use it. Restore its folder from a backup, or publish again with --force.");

    public static Problem UnknownFile(string pipeline, long version, string name) => new(
        "SEG-PUB-007", $"Version {version} of '{pipeline}' holds '{name}', which was not published.", "Remove it: nothing of ours writes into a version.");

    public static Problem Adopted(string pipeline, int versions) => new(
        "SEG-PUB-008", $"The ledger did not know {versions} published version(s) of '{pipeline}'; they were read back from their manifests.", "Nothing to do, if the ledger was lost or restored from a backup.");

    public static Problem Quarantined(string pipeline, long version, string why) => new(
        "SEG-PUB-009", $"The ledger does not know version {version} of '{pipeline}', and it is not whole: {why}.", "It was left out. Its folder lies in the workspace's quarantine folder: look at it, then remove it.");

    private static string Name(long? version) => version is { } v ? $"version {v}" : "none";

    private static string Shorten(IReadOnlyList<long> versions)
        => versions.Count <= 10 ? string.Join(", ", versions) : $"{versions[0]} to {versions[^1]} ('segml snapshot list' shows all)";
}
