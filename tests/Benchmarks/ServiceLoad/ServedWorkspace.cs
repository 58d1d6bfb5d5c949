using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SegmentationML.Benchmarks.ServiceLoad;

/// <summary>A service of its own process over a workspace, on a free port of loopback.</summary>
internal sealed partial class ServedWorkspace : IDisposable
{
    private readonly Process _process;

    private ServedWorkspace(Process process, int port, string key) => (_process, Port, Key) = (process, port, key);

    public int Port { get; }

    /// <summary>The admin's key that the first start shows.</summary>
    public string Key { get; }

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public TimeSpan ProcessorTime => _process.TotalProcessorTime;

    /// <summary>Starts the built program in a folder that holds <c>pipelines</c> and <c>workspace</c>.</summary>
    public static async Task<ServedWorkspace> StartAsync(string root)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "segml.dll");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = root, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { program, "serve", "--workspace", Path.Combine(root, "workspace"), "--urls", "http://127.0.0.1:0", "--no-schedules" })
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (ReadyLine().Match(line) is { Success: true } ready)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new ServedWorkspace(process, int.Parse(ready.Groups["port"].Value), ready.Groups["key"].Value);
            }
        }

        throw new InvalidOperationException($"The service ended with code {process.ExitCode} before it was ready.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    [GeneratedRegex(@"^Ready: http://127\.0\.0\.1:(?<port>\d+)/#key=(?<key>\S+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ReadyLine();
}
