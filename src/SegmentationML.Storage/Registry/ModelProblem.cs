using SegmentationML.Core;

namespace SegmentationML.Storage.Registry;

/// <summary>The problems of the model registry.</summary>
internal static class ModelProblem
{
    private const int MostShown = 80;

    public static Problem Name(string name) => new(
        "SEG-REG-001", $"'{Shown(name)}' is no name for a model.", "Use 1 to 63 lower-case letters, digits and hyphens, beginning with a letter or digit, such as 'retail-products'.");

    public static Problem Alias(string alias) => new(
        "SEG-REG-002", $"'{Shown(alias)}' is no alias.", "Use 1 to 255 letters, digits, hyphens and underscores, such as 'champion'; 'latest' and 'v' with a number are reserved.");

    public static Problem NoVersion(string model, long version, IReadOnlyList<long> existing) => new(
        "SEG-REG-003", $"Model '{model}' has no registered version {version}.", existing.Count == 0 ? "A run that publishes with this model registers one." : $"Choose one of {string.Join(", ", existing.TakeLast(10))}.");

    public static Problem NoReference(string model, string reference, IEnumerable<string> aliases) => new(
        "SEG-REG-003", $"Model '{model}' has no version under '{Shown(reference)}'.", aliases.ToArray() is { Length: > 0 } known ? $"Aliases: {string.Join(", ", known)}; or give a number, or 'latest'." : "Give a number, or 'latest'; `segml model list` shows what there is.");

    public static Problem Tag(string what) => new("SEG-REG-004", what, "Keys have 1 to 250 letters, digits and _ . - /, values at most 5,000 characters without control characters other than line breaks.");

    public static Problem WrongFile(string model, long version, string what) => new(
        "SEG-REG-005", $"Version {version} of model '{model}': {what}.", "It is not used. Restore its folder from a backup; the next run that comes to the same parameters registers them anew.");

    public static Problem WrongManifest(string model, long version, string what) => new(
        "SEG-REG-006", $"Version {version} of model '{model}': {what}.", "It is not used. Restore its folder from a backup; the next run that comes to the same parameters registers them anew.");

    public static Problem NothingWhole(string model) => new("SEG-REG-007", $"No version of model '{model}' that could be used is whole.", "Restore one from a backup, or run a pipeline that uses the model.");

    public static Problem Adopted(string model, int versions) => new(
        "SEG-REG-008", $"The ledger did not know {versions} registered version(s) of model '{model}'; they were read back from their manifests.", "Set aliases and tags anew if the ledger was lost or restored from a backup.");

    public static Problem Quarantined(string model, long version, string why) => new(
        "SEG-REG-009", $"The ledger does not know version {version} of model '{model}', and it is not whole: {why}.", "It was left out. Its folder lies in the workspace's quarantine folder: look at it, then remove it.");

    public static Problem Removed(string model, long version, DateTimeOffset when) => new(
        "SEG-REG-010", $"The files of version {version} of model '{model}' were removed on {when:yyyy-MM-dd}.", "Choose another version; `segml model list` shows which have files.");

    public static Problem WrongDraft(string what) => new("SEG-REG-011", what, "Nothing was registered.");

    private static string Shown(string text)
    {
        var line = new string([.. text.Take(MostShown).Select(c => char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format ? '?' : c)]);
        return text.Length > MostShown ? line + "…" : line;
    }
}
