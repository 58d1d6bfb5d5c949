using System.Diagnostics;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>The program as its users call it: a process of its own, in a folder.</summary>
internal static class SegmlProcess
{
    /// <summary>Runs a line as it would be typed, with quotes, pipes and redirections, by a shell of its own.</summary>
    public static Task<(int Code, string Said)> TypeAsync(string folder, string line)
        => RunAsync(folder, "sh", ["-c", $"segml() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "segml.dll")}' \"$@\"; }}; {line}"]);

    /// <summary>Runs a command line that begins with <c>segml</c>.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string folder, string command)
        => await RunAsync(folder, "dotnet", [Path.Combine(AppContext.BaseDirectory, "segml.dll"), .. command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)]);

    private static async Task<(int Code, string Said)> RunAsync(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await error;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said);
    }
}
