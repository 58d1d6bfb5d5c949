using SegmentationML.Core;

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
