using System.CommandLine;
using SegmentationML.Core;

namespace SegmentationML.Cli;

/// <summary><c>segml new</c>: definitions to start from.</summary>
internal static class NewCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "Lower-case letters, digits and hyphens" };
    private static readonly Option<string?> From = new("--from") { Description = "A CSV, Parquet or JSON-lines file with order lines: its columns are mapped by their names", HelpName = "FILE" };
    private static readonly Option<string?> Table = new("--table") { Description = "Canonical table (default: order_lines)", HelpName = "TABLE" };

    public static Command Create(CommandContext context) => new("new", "Make a pipeline or a data contract to start from")
    {
        Pipeline(context), Contract(context),
    };

    private static Command Pipeline(CommandContext context)
    {
        var command = new Command("pipeline", "Make pipelines/NAME/pipeline.yaml and models/NAME/model.yaml in the current folder, with the data contract of order lines") { Name, From };
        command.SetAction(parsed => WritePipeline(context, CheckName(parsed.GetRequiredValue(Name)), parsed.GetValue(From)));
        return command.WithExamples("segml new pipeline spare-parts --from lines.csv");
    }

    private static int WritePipeline(CommandContext context, string name, string? dataFile)
    {
        var mapping = dataFile is null ? ScaffoldMapping.Blank : ScaffoldMapping.OfFile(dataFile);
        Write(context, ScaffoldPipeline.Files(name, dataFile, mapping));
        if (mapping.Missing.Count > 0)
        {
            context.Console.Error.WriteLine($"note no column of {dataFile} looks like {string.Join(", ", mapping.Missing)}.");
            context.Console.Error.WriteLine($"  -> Fill them in under mapping: in pipelines/{name}/pipeline.yaml before the run; columns that are left: {string.Join(", ", mapping.Left)}.");
        }

        return ExitCode.Done;
    }

    private static Command Contract(CommandContext context)
    {
        var command = new Command("contract", "Make data-contracts/NAME/v1.yaml in the current folder, from a canonical table's columns") { Name, Table };
        command.SetAction(parsed => Write(context, ScaffoldContract.Files(CheckName(parsed.GetRequiredValue(Name)), parsed.GetValue(Table) ?? "order_lines")));
        return command.WithExamples("segml new contract shop-lines", "segml new contract shop-products --table products");
    }

    internal static string CheckName(string name)
        => name.Length is > 0 and <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_') && char.IsAsciiLetterOrDigit(name[0])
            ? name
            : throw new ProblemException(new Problem("SEG-CLI-007", $"'{name}' cannot be a name.", "Use lower-case letters, digits and hyphens, beginning with a letter or digit."));

    internal static int Write(CommandContext context, IReadOnlyList<(string Path, string Text)> files)
    {
        ProblemException.ThrowIfAny(files.Where(f => File.Exists(f.Path)).Select(f => new Problem("SEG-CLI-008", $"{f.Path} is there already.", "Choose another name, or remove the file.")));
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text.ReplaceLineEndings("\n"));
            context.Console.Out.WriteLine(path);
        }

        return ExitCode.Done;
    }
}
