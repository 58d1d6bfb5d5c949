namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>The problems of what happens after the matrix, each written once.</summary>
internal static class ChainProblems
{
    public static Problem Condition(string owner, string condition, string why)
        => new("SEG-SEGM-020", $"{owner}: the condition ({condition}) {why}.", "Write a driver with <, <=, =, !=, >=, > and a number, or a dimension with its classes joined by '|'.");

    public static Problem Rule(string rule, string why, string fix)
        => new("SEG-SEGM-021", $"Rule '{rule}' {why}.", fix);

    public static Problem Contradiction(IReadOnlyList<string> rules, string when)
        => new("SEG-SEGM-022", $"The rules {string.Join(" and ", rules.Select(r => $"'{r}'"))} contradict each other: together they leave no segment to an entity with {when}.", "Change a condition or a bound so that one segment is left wherever they meet.");

    public static Problem Opposed(string first, string second, string driver, string when)
        => new("SEG-SEGM-022", $"The rules '{first}' and '{second}' contradict each other: one asks for more {driver}, the other for less, of entities with {when}; only one segment for all of them obeys both.", "Delete one of them, or give them conditions that exclude each other.");

    public static Problem NeverHolds(string rule, string condition)
        => new("SEG-SEGM-023", $"Rule '{rule}' can never hold: no entity fulfils {condition}.", "Mend its conditions, or delete it.");

    public static Problem UnknownInOrder(string code)
        => new("SEG-SEGM-024", $"The order names the segment '{code}', which no cell and no edge case gives.", "List the codes of segments that exist, best first.");

    public static Problem TwiceInOrder(string code)
        => new("SEG-SEGM-024", $"The order names the segment '{code}' twice.", "List each segment once, best first.");

    public static Problem Option(string name, double value, string range)
        => new("SEG-SEGM-025", $"{name} is {value}.", $"Set it {range}.");

    public static Problem Placement(string what, string id, string why, string fix)
        => new("SEG-SEGM-026", $"{what} '{id}' {why}.", fix);

    public static Problem Clash(string what, string first, string second, string entity)
        => new("SEG-SEGM-027", $"{what} '{first}' and '{second}' send {entity} to different segments at the same time.", "End one of them, or narrow its scope.");
}
