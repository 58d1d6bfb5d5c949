using System.CommandLine;
using SegmentationML.Core;
using SegmentationML.Pipeline.Promotion;

namespace SegmentationML.Cli.Models;

/// <summary><c>segml model export</c>: what a registered version fitted in a clustered dimension, for other programs.</summary>
internal static class ModelExportCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "model:number, model:alias, or the model alone for its newest version" };
    private static readonly Option<string?> Dimension = new("--dimension", "-d") { Description = "The clustered dimension (default: the only one)", HelpName = "NAME" };
    private static readonly Option<string> Precision = new Option<string>("--precision") { Description = "Numbers that go in and come out of the ONNX model", DefaultValueFactory = static _ => "single" }.AcceptOnlyFromAmong("single", "double");
    private static readonly Option<string> Out = new("--out", "-o") { Description = "The file to write: .onnx, or .json for `segml cluster score`", HelpName = "FILE", Required = true };

    public static Command Create(CommandContext context)
    {
        var command = new Command("export", "Write a fitted clustering of a registered version as ONNX or JSON, after checking every file") { Name, Dimension, Precision, Out };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var version = ModelVersionName.Parse(parsed.GetRequiredValue(Name)).Load(workspace);
            var stored = FittedClusterings.Load(version, parsed.GetValue(Dimension));
            var output = parsed.GetRequiredValue(Out);
            ClusterCommand.Save(output, () => Path.GetExtension(output) switch
            {
                ".onnx" => FittedClusterings.Onnx(stored, parsed.GetValue(Precision) == "double"),
                ".json" => stored.ToBytes(),
                _ => throw new ProblemException(new Problem("SEG-CLI-049", $"'{output}' ends neither in .onnx nor in .json.", "Name the file by the format that you want.")),
            });
            context.Console.Out.WriteLine($"{version}: {stored.Model.Method}, {stored.Model.Clusters} clusters in {output}");
            return ExitCode.Done;
        });
        return command.WithExamples("segml model export retail-products:champion --out shape.onnx", "segml model export retail-customers --dimension behaviour --out behaviour.json");
    }
}
