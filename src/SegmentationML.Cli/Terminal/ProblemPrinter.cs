using SegmentationML.Core;

namespace SegmentationML.Cli.Terminal;

/// <summary>Prints problems for people: code, what was found, what to do.</summary>
internal static class ProblemPrinter
{
    /// <summary>Prints each problem on two lines.</summary>
    public static void Print(SegmlConsole console, IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems)
        {
            console.Error.WriteLine($"error {problem.Code}: {problem.What}");
            console.Error.WriteLine($"  -> {problem.Fix}");
        }
    }
}
