using System.Diagnostics;

namespace SegmentationML.Storage.Tests.Support;

/// <summary>This program running once more as another process, killed at the latest when it is disposed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts <see cref="ChildProgram"/>.</summary>
    /// <param name="arguments">Verb and arguments.</param>
    public ChildProcess(params string[] arguments)
        => _process = Process.Start(new ProcessStartInfo(Dotnet(), [Program, "child", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        })!;

    public static string Program => Path.Combine(AppContext.BaseDirectory, "SegmentationML.Storage.Tests.dll");

    public int Id => _process.Id;

    /// <summary>The next line that it wrote; null when it has ended.</summary>
    public string? ReadLine() => _process.StandardOutput.ReadLine();

    /// <summary>SIGKILL: it gets no chance to tidy up.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    public static string Dotnet()
    {
        var own = Environment.ProcessPath;
        return own is not null && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";
    }
}
