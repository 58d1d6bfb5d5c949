namespace SegmentationML.Core.Segmentation;

/// <summary>The problems of rule segmentation, each written once.</summary>
internal static class SegmentationProblems
{
    public static Problem Cuts(string scheme, IReadOnlyList<double> cuts, string range)
        => new("SEG-SEGM-001", $"{scheme}: the cuts are [{string.Join(", ", cuts)}].", $"Give at least one, strictly ascending and {range}: equal cuts overlap, descending cuts leave gaps.");

    public static Problem ClassCount(string scheme, int classes, int cuts)
        => new("SEG-SEGM-002", $"{scheme}: {cuts} cuts make {cuts + 1} classes, but {classes} are named.", "Name one class more than there are cuts.");

    public static Problem ClassCode(string scheme, string code, string why)
        => new("SEG-SEGM-003", $"{scheme}: the class code '{code}' {why}.", "Use distinct, non-empty codes without ':', ';', '|', '*' or white space, 250 at most.");

    public static Problem NotFinite(string scheme, int entity, double value)
        => new("SEG-SEGM-004", $"{scheme}: the driver of entity {entity} is {value}.", "Give a finite number, or NaN where it is not known.");

    public static Problem Lengths(string what, int first, int second)
        => new("SEG-SEGM-005", $"{what} have {first} and {second} entries.", "Give one entry for each entity, in the same order.");

    public static Problem Option(string name, double value, string range)
        => new("SEG-SEGM-006", $"{name} is {value}.", $"Set it {range}.");

    public static Problem Rule(int rule, string pattern, string why)
        => new("SEG-SEGM-010", $"Matrix rule {rule + 1} ({pattern}) {why}.", "Give one class code, codes joined by '|', or '*' for each dimension, and a segment that is defined.");

    public static Problem Unresolved(IReadOnlyList<string> cells, long total)
        => new("SEG-SEGM-011", $"The matrix leaves {total} of its cells without a segment: {string.Join(", ", cells)}{(total > cells.Count ? ", …" : string.Empty)}.", "Add rules for these cells, or a last rule of '*' only.");

    public static Problem DeadRule(int rule, string pattern)
        => new("SEG-SEGM-012", $"Matrix rule {rule + 1} ({pattern}) decides no cell: rules above it take them all.", "The first rule that fits decides: move it up, or delete it.");

    public static Problem Dimensions(string why)
        => new("SEG-SEGM-013", $"The matrix's dimensions {why}.", "Give at least one, with distinct names and at most 1,000,000 cells together.");

    public static Problem SegmentCode(string code, string why)
        => new("SEG-SEGM-014", $"The segment '{code}' {why}.", "Define each segment once, with a code that is not empty.");

    public static Problem EdgeCase(string rule, string why)
        => new("SEG-SEGM-015", $"Edge case {rule} {why}.", "List each case once, with a limit of at least 1 period where it has one and 0 where it has none, and a segment that is defined.");

    public static Problem Vote(string dimension, string code, string segment, string why)
        => new("SEG-SEGM-032", $"{dimension}: the vote of '{code}' for {segment} {why}.", "Let classes that exist vote for segments that the order names, or leave a class out so that it abstains.");

    public static Problem Mismatch(string what)
        => new("SEG-SEGM-016", what, "Give the matrix the classifications that it was made for, in its order, over the same entities.");
}
