using SegmentationML.Cli.Terminal;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>One call of the command line inside the test process.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Out">What it wrote as result.</param>
/// <param name="Error">Progress and problems.</param>
internal sealed record SegmlCall(int Code, string Out, string Error)
{
    public static async Task<SegmlCall> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await Segml.RunAsync(args, SegmlConsole.Of(output, error), TimeProvider.System, TestContext.Current.CancellationToken);
        return new SegmlCall(code, output.ToString(), error.ToString());
    }
}
