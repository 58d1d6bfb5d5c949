using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ingest.Files;

/// <summary>Turns the engine's problems into those of a source file.</summary>
internal static class EngineProblem
{
    /// <summary>True when a value or a line was not as expected, so that a closer look can tell which.</summary>
    /// <param name="e">The engine's problem.</param>
    public static bool IsAboutValues(ProblemException e) => e.Problems[0].Code == "SEG-DUCK-012";

    /// <summary>The problem of a file that is not of its format. What concerns the disk or memory and not the file is given back as it is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="e">The engine's problem.</param>
    public static ProblemException Unreadable(SourceFile file, ProblemException e) => IsAboutTheHost(e) ? e : new(
        new Problem(
            "SEG-ING-031",
            $"Source {file.Source}: {file.Path} cannot be read as {file.Format.ToString().ToLowerInvariant()}: {FirstLines(e)}",
            FirstLines(e).Contains("invalid state", StringComparison.Ordinal)
                ? "Its line ends are mixed (\\r\\n and \\n), or a quote stands where none may: write it with one kind of line end, and check csv.quote and csv.escape."
                : "Check that the file is whole and of that format; nothing of it was loaded."),
        e);

    /// <summary>The problem of a mapping that does not fit the types of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="e">The engine's problem.</param>
    public static ProblemException Misfit(SourceFile file, ProblemException e) => e.Problems[0].Code is not ("SEG-DUCK-010" or "SEG-DUCK-011") ? Unreadable(file, e) : new(
        new Problem(
            "SEG-ING-024",
            $"Source {file.Source}: the mapping does not fit {file.Name}: {FirstLines(e)}",
            "Columns that only an expression uses are text: declare their types under columns, or use CAST in the expression."),
        e);

    // The disk is full, memory is short, the query was interrupted, the library fails: not the file's fault.
    private static bool IsAboutTheHost(ProblemException e)
        => e.Problems[0].Code.StartsWith("SEG-ING-", StringComparison.Ordinal) || e.Problems[0].Code is "SEG-DUCK-014" or "SEG-DUCK-015" or "SEG-DUCK-017" or "SEG-DUCK-018" or "SEG-DUCK-020";

    private static string FirstLines(ProblemException e)
        => string.Join(' ', e.Problems[0].What.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .TakeWhile(l => !l.StartsWith("Possible", StringComparison.Ordinal) && !l.StartsWith("LINE ", StringComparison.Ordinal)).Take(3));
}
