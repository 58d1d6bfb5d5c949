using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace SegmentationML.Benchmarks.ServiceLoad;

/// <summary>A service of its own process, on a free port of loopback.</summary>
internal sealed partial class ServedWorkspace : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private ServedWorkspace(Process process) => _process = process;

    public int Port { get; private set; }

    /// <summary>The admin's key: the one that the first start shows, or the one that was given.</summary>
    public string Key { get; private set; } = "";

    /// <summary>From the start of the process until it said that it is ready.</summary>
    public TimeSpan TimeToReady { get; private set; }

    public bool HasEnded => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>What it wrote so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public TimeSpan ProcessorTime => _process.TotalProcessorTime;

    /// <summary>Starts the built program over the workspace of a folder that holds <c>pipelines</c> and <c>workspace</c>, without schedules.</summary>
    public static Task<ServedWorkspace> StartAsync(string root) => StartAsync(root, null, ["--workspace", Path.Combine(root, "workspace"), "--no-schedules"]);

    /// <summary>Starts the built program.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="key">The key to call it with; null for the one that it shows.</param>
    /// <param name="arguments">The words after <c>serve --urls …</c>.</param>
    /// <param name="environment">Variables that are set for it.</param>
    public static async Task<ServedWorkspace> StartAsync(string folder, string? key, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] words = [Path.Combine(AppContext.BaseDirectory, "segml.dll"), "serve", "--urls", "http://127.0.0.1:0", .. arguments];
        var since = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo("dotnet", words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var service = new ServedWorkspace(Process.Start(start)!);
        service._process.ErrorDataReceived += service.Note;
        service._process.BeginErrorReadLine();
        while (await service._process.StandardOutput.ReadLineAsync() is { } line)
        {
            service.Add(line);
            if (ReadyLine().Match(line) is { Success: true } ready)
            {
                service.TimeToReady = Stopwatch.GetElapsedTime(since);
                service.Port = int.Parse(ready.Groups["port"].Value);
                service.Key = key ?? ready.Groups["key"].Value;
                _ = service.FollowAsync();
                return service;
            }
        }

        await service._process.WaitForExitAsync();
        throw new InvalidOperationException($"The service ended with code {service.ExitCode} before it was ready:\n{service.Log}");
    }

    /// <summary>A caller with the admin's key.</summary>
    public HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}"), Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return client;
    }

    /// <summary>Sends a signal, such as <c>KILL</c>, <c>STOP</c>, <c>CONT</c> or <c>TERM</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public Task WaitForExitAsync(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    /// <summary>Kills it, as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private async Task FollowAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Add(line);
        }
    }

    private void Note(object sender, DataReceivedEventArgs line) => Add(line.Data);

    private void Add(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }

    [GeneratedRegex(@"^Ready: http://127\.0\.0\.1:(?<port>\d+)/(#key=(?<key>\S+))?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ReadyLine();
}
