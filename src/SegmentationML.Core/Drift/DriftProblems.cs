namespace SegmentationML.Core.Drift;

/// <summary>The problems of drift measures, each written once.</summary>
internal static class DriftProblems
{
    public static Problem Option(string name, double value, string range)
        => new("SEG-DRIFT-001", $"{name} is {value}.", $"Set it {range}.");

    public static Problem Empty(string sample)
        => new("SEG-DRIFT-002", $"The {sample} sample is empty.", "Compare two runs that both have entities.");

    public static Problem Lengths(string what, int first, int second)
        => new("SEG-DRIFT-003", $"{what} have {first} and {second} entries.", "Give entries that belong together, in the same order.");

    public static Problem Value(string what, double value, string range)
        => new("SEG-DRIFT-004", $"{what} is {value}.", $"Give it {range}.");
}
