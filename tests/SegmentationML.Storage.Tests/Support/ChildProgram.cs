using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Tests.Support;

/// <summary>The other process of a test.</summary>
internal static class ChildProgram
{
    public static int Run(string[] arguments)
    {
        var parentIsGone = new Thread(EndWithParent) { IsBackground = true };
        parentIsGone.Start();
        switch (arguments)
        {
            case ["hold", var folder]:
                Hold(folder);
                return 0;
            case ["publish", var folder, var from, var pause]:
                Publish(folder, int.Parse(from), int.Parse(pause));
                return 0;
            case ["draft", var folder]:
                Draft(folder);
                return 0;
            default:
                return 2;
        }
    }

    /// <summary>Begins a run and a step, says so, and waits to be killed.</summary>
    private static void Hold(string folder)
    {
        using var workspace = Workspace.Open(folder, TimeProvider.System);
        using var lease = workspace.Ledger.Begin(new RunRequest(Publishing.Pipeline, "r1"), TimeSpan.Zero);
        lease.StepStarted(SegmentationML.Pipeline.StepName.Ingest, "abc");
        Console.WriteLine(lease.Run.Id);
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Publishes the texts <paramref name="from"/>, <paramref name="from"/> + 1 … and says each, until it is killed.</summary>
    private static void Publish(string folder, int from, int pause)
    {
        using var workspace = Workspace.Open(folder, TimeProvider.System);
        for (var n = from; ; n++)
        {
            Thread.Sleep(pause);
            using var lease = workspace.Ledger.Begin(new RunRequest(Publishing.Pipeline, "r1"), TimeSpan.FromSeconds(60));
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
        Thread.Sleep(Timeout.Infinite);
    }

    private static void EndWithParent()
    {
        Console.In.ReadToEnd();
        Environment.Exit(1);
    }
}
