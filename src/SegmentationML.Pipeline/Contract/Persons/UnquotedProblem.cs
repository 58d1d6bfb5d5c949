using SegmentationML.Core;

namespace SegmentationML.Pipeline.Contract.Persons;

/// <summary>Problems of reading data, without the rows that they quote: what a run says goes into ledger, log and page, and may name no person.</summary>
internal static class UnquotedProblem
{
    private const string NotShown = "(not shown: the contracts call columns personal)";
    private const string First = " The first is ";

    /// <summary>The same problems; what quotes rows is cut off.</summary>
    public static ProblemException Of(ProblemException e) => new([.. e.Problems.Select(Of)]);

    private static Problem Of(Problem problem) => problem.Code switch
    {
        "SEG-ING-030" => problem with { What = Cut(problem.What, problem.What.IndexOf(First, StringComparison.Ordinal)) },
        "SEG-ING-015" or "SEG-ING-024" or "SEG-ING-031" => problem with { What = Cut(problem.What, problem.What.IndexOf(": ", StringComparison.Ordinal) + 1) },
        "SEG-DUCK-012" => problem with { What = $"The engine failed on what it read {NotShown}." },
        _ => problem,
    };

    private static string Cut(string text, int after)
    {
        var end = after < 0 ? -1 : text.IndexOf(": ", after, StringComparison.Ordinal);
        return end < 0 ? NotShown : $"{text[..end]} {NotShown}.";
    }
}
