using SegmentationML.Core;

namespace SegmentationML.Storage.Arrow;

/// <summary>The problems of Arrow reading and writing, worded once; the codes stand in <c>docs/errors.md</c>.</summary>
internal static class ArrowProblems
{
    public const string NotArrow = "SEG-ARROW-001";
    public const string CutShort = "SEG-ARROW-002";
    public const string DamagedMetadata = "SEG-ARROW-003";
    public const string DamagedData = "SEG-ARROW-004";
    public const string NotSupported = "SEG-ARROW-005";
    public const string TooLarge = "SEG-ARROW-006";
    public const string NotInDictionary = "SEG-ARROW-007";
    public const string Options = "SEG-ARROW-008";
    public const string RowTooLarge = "SEG-ARROW-009";
    public const string DoesNotFit = "SEG-ARROW-010";
    public const string CannotWrite = "SEG-ARROW-011";
    public const string CannotRead = "SEG-ARROW-012";

    private const string Rewrite = "Write the file again with its producer, or fetch it again.";

    public static ProblemException NoArrow(string what) => Exception(NotArrow, what, "Give an Arrow IPC file (.arrow, .feather version 2) or stream (.arrows).");

    public static ProblemException Short(string what) => Exception(CutShort, what, "The file was cut short while it was written or copied: fetch it again.");

    public static ProblemException Metadata(string what) => Exception(DamagedMetadata, what, Rewrite);

    public static ProblemException Data(string what) => Exception(DamagedData, what, Rewrite);

    public static ProblemException Unsupported(string what, string fix) => Exception(NotSupported, what, fix);

    public static ProblemException Large(string what, string fix) => Exception(TooLarge, what, fix);

    public static ProblemException Exception(string code, string what, string fix) => new(new Problem(code, what, fix));
}
