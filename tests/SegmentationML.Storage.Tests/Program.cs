using SegmentationML.Storage.Tests.Support;
using Xunit.Runner.InProc.SystemConsole;

namespace SegmentationML.Storage.Tests;

/// <summary>Runs the tests, or plays the other process of one of them: <c>child VERB ARGUMENT…</c>.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args) => args is ["child", .. var rest] ? ChildProgram.Run(rest) : await ConsoleRunner.Run(args);
}
