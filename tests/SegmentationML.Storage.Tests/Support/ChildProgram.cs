using System.Diagnostics;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Tests.Support;

/// <summary>The other process of a test.</summary>
internal static class ChildProgram
{
    /// <summary>Starts this program again; the caller ends it.</summary>
    public static Process Start(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "SegmentationML.Storage.Tests.dll");
        var start = new ProcessStartInfo(Dotnet(), [program, "child", .. arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        return Process.Start(start)!;
    }

    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["hold", var folder]:
                Hold(folder);
                return 0;
            case ["publish", var folder, var from]:
                Publish(folder, int.Parse(from));
                return 0;
            case ["draft", var folder]:
                Draft(folder);
                return 0;
            default:
                return 2;
        }
    }

    /// <summary>Begins a run and a step, says so, and waits to be killed or for a line.</summary>
    private static void Hold(string folder)
    {
        using var workspace = Workspace.Open(folder, TimeProvider.System);
        using var lease = workspace.Ledger.Begin(new RunRequest(Publishing.Pipeline, "r1"), TimeSpan.Zero);
        lease.StepStarted(SegmentationML.Pipeline.StepName.Ingest, "abc");
        Console.WriteLine(lease.Run.Id);
        Console.ReadLine();
    }

    /// <summary>Publishes the texts <paramref name="from"/>, <paramref name="from"/> + 1 … and says each, until it is killed.</summary>
    private static void Publish(string folder, int from)
    {
        using var workspace = Workspace.Open(folder, TimeProvider.System);
        for (var n = from; ; n++)
        {
            using var lease = workspace.Ledger.Begin(new RunRequest(Publishing.Pipeline, "r1"), TimeSpan.FromSeconds(10));
            var version = workspace.Publish(lease, Publishing.Number(n))!.Commit.Version;
            Console.WriteLine(n);
            lease.Ended(RunState.Published, version, null);
        }
    }

    /// <summary>Begins the output of a step, says so, and waits to be killed.</summary>
    private static void Draft(string folder)
    {
        using var workspace = Workspace.Open(folder, TimeProvider.System);
        using var draft = workspace.Steps.Begin(Publishing.Pipeline, SegmentationML.Pipeline.StepName.Features, new string('c', 64));
        File.WriteAllText(Path.Combine(draft.Folder, "half.parquet"), "half");
        Console.WriteLine(draft.Folder);
        Console.ReadLine();
    }

    private static string Dotnet()
    {
        var own = Environment.ProcessPath;
        return own is not null && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";
    }
}
