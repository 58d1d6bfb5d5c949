using System.CommandLine;
using SegmentationML.Core;

namespace SegmentationML.Cli;

/// <summary>The files that a call reads and writes.</summary>
internal static class CallFiles
{
    private static readonly string[] Options = ["--in", "--out", "--report", "--model-out"];

    /// <summary>Throws when two options name one file: what is read would be lost, or what is written first.</summary>
    /// <param name="parsed">The call.</param>
    public static void Require(ParseResult parsed)
    {
        var named = parsed.CommandResult.Command.Options.Where(o => Options.Contains(o.Name)).Select(o => (o.Name, File: parsed.GetResult(o)?.Tokens is [var token] ? token.Value : ""))
            .Where(o => o.File.Length > 0).GroupBy(o => Real(o.File), StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any());
        if (named?.ToArray() is [var first, var second, ..])
        {
            throw new ProblemException(new Problem("SEG-CLI-058", $"{first.Name} and {second.Name} name the same file, {first.File}.", "Name another: it would be written over."));
        }
    }

    private static string Real(string file)
    {
        var path = Path.GetFullPath(file);
        return File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path;
    }
}
