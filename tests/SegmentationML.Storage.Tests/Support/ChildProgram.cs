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
            case ["hold", var folder, var ledger, .. var target]:
                Hold(folder, ledger, target);
                return 0;
            case ["publish", var folder, var from, var pause]:
                Publish(folder, int.Parse(from), int.Parse(pause));
                return 0;
            case ["draft", var folder]:
                Draft(folder);
                return 0;
            case ["fill", var folder]:
                Fill(folder);
                return 0;
            case ["open", var folder]:
                Open(folder);
                return 0;
            case ["crash", var folder]:
                Crash(folder);
                return 0;
            case ["churn", var folder, var from]:
                VersionChurn.Run(folder, long.Parse(from), 4000, Console.WriteLine);
                return 0;
            case ["promote", var folder, var from]:
                PromotionChurn.Run(folder, long.Parse(from), Console.WriteLine);
                return 0;
            case ["decide-in-the-way", var folder, var how]:
                DecideInTheWay(folder, how);
                return 0;
            case ["hold-version", var folder, var version]:
                HoldVersion(folder, long.Parse(version));
                return 0;
            case ["deliver", var folder]:
                Deliver(folder);
                return 0;
            case ["read", var folder]:
                Read(folder);
                return 0;
            default:
                return 2;
        }
    }

    /// <summary>Begins a run and a step, says so, and waits to be killed.</summary>
    private static void Hold(string folder, string ledger, string[] target)
    {
        using var workspace = Workspace.Open(folder, TimeProvider.System, ledger.Length > 0 ? ledger : null);
        using var lease = workspace.Ledger.Begin(new RunRequest(Publishing.Pipeline, "r1") { Followers = [.. target.Select(t => new RunFollower("lineage", "abc-xyz", t))] }, TimeSpan.Zero);
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
            using var lease = workspace.Ledger.Begin(new RunRequest(Publishing.Pipeline, "r1"), TimeSpan.FromMinutes(10));
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

    /// <summary>
    /// On a small disk: leaves more and more room, publishes each time, and says what room there was, how it ended, what readers saw, whether that verified,
    /// and what they see after room was made and another run published.
    /// </summary>
    private static void Fill(string folder)
    {
        using var workspace = Workspace.Open(Path.Combine(folder, "workspace"), TimeProvider.System);
        workspace.Publish("old");
        for (var room = 0; room <= 640; room += 16)
        {
            var before = workspace.Read();
            var ballast = Path.Combine(folder, "ballast");
            Occupy(ballast, room * 1024);
            var answer = Attempt(workspace, $"{room} " + new string('x', 60_000));
            var seen = workspace.Read() == before ? "before" : "new";
            File.Delete(ballast);
            var verified = workspace.Snapshots.Verify(Publishing.Pipeline, workspace.Snapshots.Current(Publishing.Pipeline)!.Commit.Version).Count == 0;
            workspace.Publish($"after {room}");
            Console.WriteLine($"{room};{answer};{seen};{verified};{workspace.Read()}");
        }
    }

    /// <summary>Fills the disk with a file and gives back so much of it.</summary>
    private static void Occupy(string ballast, long room)
    {
        using var file = new FileStream(ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            file.SetLength(Math.Max(0, file.Length - room));
        }
    }

    /// <remarks>The run's end is not noted: whoever runs next finds it cut off.</remarks>
    private static string Attempt(Workspace workspace, string text)
    {
        try
        {
            using var lease = workspace.Begin();
            workspace.Publish(lease, text);
            return "published";
        }
        catch (Core.ProblemException e)
        {
            return e.Problems[0].Code;
        }
        catch (IOException)
        {
            return "writer";
        }
    }

    /// <summary>Opens a workspace and says how that ended.</summary>
    private static void Open(string folder)
    {
        try
        {
            using var workspace = Workspace.Open(folder, TimeProvider.System);
            workspace.Publish("old");
            Console.WriteLine("opened");
        }
        catch (Core.ProblemException e)
        {
            Console.WriteLine(e.Problems[0].Code);
        }
    }

    /// <summary>Publishes, and dies before the ledger's log is taken over into its file.</summary>
    private static void Crash(string folder)
    {
        using var workspace = Workspace.Open(folder, TimeProvider.System);
        workspace.Publish("old");
        System.Diagnostics.Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Holds a version as a reader does, says so, and waits to be killed.</summary>
    private static void HoldVersion(string folder, long version)
    {
        using var workspace = Workspace.OpenToRead(folder, TimeProvider.System);
        using var held = workspace.Snapshots.Hold(workspace.Snapshots.Open(Publishing.Pipeline, version));
        Console.WriteLine("held");
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Opens a workspace to read and says what readers see, whether it verified, and how the runs stand.</summary>
    private static void Read(string folder)
    {
        try
        {
            using var workspace = Workspace.OpenToRead(folder, TimeProvider.System);
            var current = workspace.Snapshots.Current(Publishing.Pipeline)!;
            Console.WriteLine($"{workspace.Read()};{workspace.Snapshots.Verify(Publishing.Pipeline, current.Commit.Version).Count};{string.Join(',', workspace.Ledger.Runs(null, 9).Select(r => r.State))}");
        }
        catch (Core.ProblemException e)
        {
            Console.WriteLine(e.Problems[0].Code);
        }
    }

    /// <summary>
    /// On a small disk: while it is full or cannot be written, makes a candidate live, approves another, and lets an old version go; says how each ended and what holds then,
    /// and the same once more when the disk is as it was.
    /// </summary>
    private static void DecideInTheWay(string folder, string how)
    {
        using var workspace = Workspace.Open(Path.Combine(folder, "workspace"), TimeProvider.System);
        workspace.Enter("one", Registering.Owner, candidate: false);
        for (var n = 2; n <= 4; n++)
        {
            workspace.Publish($"v{n}");
        }

        var candidate = workspace.Publish("candidate", candidate: true)!.Commit;
        workspace.Open("candidate", candidate.Version, candidate.Parent, Registering.Owner, candidate: true);
        workspace.Act(candidate.Version, Registering.Propose);
        var (rules, before) = (new SegmentationML.Pipeline.Publish.RetentionOptions { KeepLast = 1, GraceHours = 0 }, Standing(workspace));
        Func<string>[] acts =
        [
            () => Done(() => workspace.Snapshots.Expire(Publishing.Pipeline, rules, "ann")),
            () => Done(() => workspace.Act(candidate.Version, Registering.Approve)),
            () => Done(() => workspace.Snapshots.Activate(Publishing.Pipeline, candidate.Version, candidate.Parent, Publishing.Decision)),
        ];
        var ballast = Path.Combine(folder, "ballast");
        Obstruct(folder, ballast, how, on: true);
        string[] answers = [.. acts.Select(act => act())];
        var during = Standing(workspace) == before ? "as before" : Standing(workspace);
        Console.WriteLine($"{string.Join(' ', answers)}; {during}; {Lying(folder)}");
        Obstruct(folder, ballast, how, on: false);
        answers = [.. acts.Select(act => act())];
        Console.WriteLine($"{string.Join(' ', answers)}; {Standing(workspace)}; {Lying(folder)}; {workspace.Audit.Verify().Findings.Count} findings");
    }

    private static string Standing(Workspace workspace)
        => $"{workspace.Read()}, {string.Join('+', workspace.Snapshots.History(Publishing.Pipeline).Where(v => v.Expired is null).Select(v => v.Commit.Version))}, {workspace.States()}";

    /// <summary>What lies in the folder of snapshots: the numbers of the versions and that of the file which tells others.</summary>
    private static string Lying(string folder)
    {
        var place = Path.Combine(folder, "workspace", "snapshots", Publishing.Pipeline);
        using var current = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(place, "current.json")));
        return $"{string.Join('+', Directory.GetDirectories(place).Select(Path.GetFileName).Order(StringComparer.Ordinal).Select(n => n!.TrimStart('0')))}, told {current.RootElement.GetProperty("version").GetInt64()}";
    }

    private static string Done(Action act)
    {
        try
        {
            act();
            return "done";
        }
        catch (Core.ProblemException e)
        {
            return e.Problems[0].Code;
        }
    }

    /// <summary>Fills the disk to the last byte, or makes it one that cannot be written; or takes that back.</summary>
    private static void Obstruct(string folder, string ballast, string how, bool on)
    {
        if (how == "full")
        {
            if (on)
            {
                Occupy(ballast, 0);
            }
            else
            {
                File.Delete(ballast);
            }

            return;
        }

        foreach (var place in (string[])["snapshots", "models"])
        {
            var path = Path.Combine(folder, "workspace", place);
            using var mount = System.Diagnostics.Process.Start("mount", on ? ["--bind", "-o", "ro", path, path] : ["-o", "remount,rw,bind", path])!;
            mount.WaitForExit();
        }
    }

    /// <summary>Says that it is ready, and delivers the messages of a workspace until none waits.</summary>
    private static void Deliver(string folder)
    {
        using var workspace = Workspace.Open(folder, TimeProvider.System);
        Console.WriteLine("ready");
        while (workspace.Outbox.ReplayAsync(again: false, CancellationToken.None).GetAwaiter().GetResult().Waiting > 0)
        {
            Thread.Sleep(10);
        }
    }

    private static void EndWithParent()
    {
        Console.In.ReadToEnd();
        Environment.Exit(1);
    }
}
