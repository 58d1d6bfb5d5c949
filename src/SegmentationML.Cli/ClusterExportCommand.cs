using System.CommandLine;
using SegmentationML.Core.Clustering.Onnx;
using SegmentationML.Pipeline.Segment.ClusterFiles;

namespace SegmentationML.Cli;

/// <summary><c>segml cluster export</c>: a stored clustering as an ONNX model.</summary>
internal static class ClusterExportCommand
{
    private static readonly Option<string> Model = new("--model") { Description = "What `segml cluster --model-out` wrote", HelpName = "FILE", Required = true };
    private static readonly Option<string> Precision = new Option<string>("--precision") { Description = "Numbers that go in and come out", DefaultValueFactory = static _ => "single" }.AcceptOnlyFromAmong("single", "double");
    private static readonly Option<string> Out = new("--out", "-o") { Description = "The file to write (.onnx)", HelpName = "FILE", Required = true };

    public static Command Create(CommandContext context)
    {
        var command = new Command("export", "Write a stored clustering (nearest centres or Gaussian mixture), preparation included, as an ONNX model") { Model, Precision, Out };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(context, parsed), cancellation));
        return command.WithExamples("segml cluster export --model model.json --out model.onnx");
    }

    private static int Run(CommandContext context, ParseResult parsed)
    {
        var stored = ClusterFileScoring.Load(parsed.GetRequiredValue(Model));
        var output = parsed.GetRequiredValue(Out);
        ClusterCommand.Save(output, () => ClusterOnnx.Export(stored, parsed.GetValue(Precision) == "double" ? OnnxPrecision.Double : OnnxPrecision.Single));
        context.Console.Out.WriteLine($"{stored.Model.Method}, {stored.Model.Clusters} clusters in {output}");
        return ExitCode.Done;
    }
}
