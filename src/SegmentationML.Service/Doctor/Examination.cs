using System.Runtime.InteropServices;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Worker;
using SegmentationML.Storage;
using SegmentationML.Storage.DuckDb;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Registry.Mlflow;

namespace SegmentationML.Service.Doctor;

/// <summary>Looks at all that a service needs, changes nothing, and says what to do: what <c>segml doctor</c> shows.</summary>
/// <param name="folder">The workspace's folder.</param>
/// <param name="ledger">The ledger's address; null for the workspace's own.</param>
/// <param name="roots">Folders that hold <c>pipelines</c>.</param>
/// <param name="clock">The clock.</param>
public sealed class Examination(string folder, string? ledger, IReadOnlyList<string> roots, TimeProvider clock)
{
    private const long LittleDisk = 1L << 30;
    private const long NoDisk = 100L << 20;
    private static readonly TimeSpan ServerPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    /// <summary>Looks at everything, in order; what one look cannot reach does not keep the others from looking.</summary>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation = default)
    {
        var findings = new List<Finding> { Program(), Engine(), Zones() };
        findings.AddRange(Definitions());
        Workspace workspace;
        try
        {
            workspace = Workspace.OpenToRead(folder, clock, ledger);
        }
        catch (ProblemException e)
        {
            return [.. findings, .. e.Problems.Select(p => Finding.Bad("workspace", $"{p.Code}: {p.What}", p.Fix)), .. await MlflowAsync(cancellation)];
        }

        using (workspace)
        {
            findings.AddRange([Place(workspace), Rights(workspace), Disk(workspace)]);
            findings.AddRange(Try("ledger", () => [Ledger(workspace), Clock(workspace)]));
            findings.AddRange(Try("audit", () => [Audit(workspace)]));
            findings.AddRange(Try("versions", () => Versions(workspace)));
            findings.AddRange(Try("runs", () => Runs(workspace)));
            findings.AddRange(Try("keys", () => Keys(workspace)));
            findings.AddRange(Try("outbox", () => [Messages(workspace)]));
        }

        return [.. findings, .. await MlflowAsync(cancellation)];
    }

    private static Finding Program() => Finding.Good(
        "program",
        $"segml {typeof(Examination).Assembly.GetName().Version!.ToString(3)} on {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20:N0} MiB");

    private static Finding Engine()
    {
        try
        {
            using var engine = DuckDbEngine.Open(new DuckDbOptions());
            engine.Execute("SELECT 42");
            return Finding.Good("engine", $"DuckDB {DuckDbEngine.LibraryVersion} answers");
        }
        catch (Exception e) when (e is ProblemException or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return Finding.Bad("engine", $"DuckDB's library does not load: {e.Message.TrimEnd('.')}", "Install the build for this system and processor; the library lies beside the program.");
        }
    }

    private static Finding Zones()
        => TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out _)
            ? Finding.Good("time zones", "the system's time zones are there")
            : Finding.Bad("time zones", "the system has no time zones", "Install tzdata: calendars and cut-offs need it.");

    private IEnumerable<Finding> Definitions()
    {
        var catalog = new PipelineCatalog(roots, clock);
        foreach (var entry in catalog.All())
        {
            foreach (var problem in entry.Problems)
            {
                yield return Finding.Bad("definitions", $"{entry.Name}: {problem.Code}: {problem.What}", problem.Fix);
            }

            if (entry.Problems.Count == 0 && Missing(entry.Definitions!) is { Length: > 0 } missing)
            {
                yield return Finding.Warning("definitions", $"{entry.Name}: no file for {missing}", "Put the files there, or name others with --source.");
            }
        }

        yield return Finding.Good("definitions", $"{catalog.All().Count(e => e.Problems.Count == 0)} of {catalog.All().Count} pipelines are valid");
    }

    private static string Missing(Definitions definitions)
        => string.Join(", ", definitions.Pipeline.Ingest.Sources.Where(s => s.Value.Path is { } path && !HasFile(Path.GetFullPath(Path.Combine(definitions.Folder, path)))).Select(s => s.Key).Order(StringComparer.Ordinal));

    private static bool HasFile(string pattern)
        => Path.GetDirectoryName(pattern) is { } in_ && Directory.Exists(in_) && Directory.EnumerateFiles(in_, Path.GetFileName(pattern)).Any();

    private static Finding Place(Workspace workspace)
        => workspace.Notices.Count == 0
            ? Finding.Good("workspace", workspace.Folder)
            : Finding.Warning("workspace", $"{workspace.Folder}: {string.Join(" ", workspace.Notices.Select(n => n.What))}", "It was mended now; look whether a disk or a backup is behind it.");

    private static Finding Rights(Workspace workspace)
    {
        if (OperatingSystem.IsWindows())
        {
            return Finding.Good("rights", "not looked at on this system");
        }

        const UnixFileMode OthersWrite = UnixFileMode.OtherWrite;
        const UnixFileMode OthersRead = UnixFileMode.OtherRead;
        var mode = new DirectoryInfo(workspace.Folder).UnixFileMode;
        return mode.HasFlag(OthersWrite) ? Finding.Bad("rights", "every user of the machine may write in the workspace", $"chmod o-rwx {workspace.Folder}")
            : mode.HasFlag(OthersRead) ? Finding.Warning("rights", "every user of the machine may read the workspace, past keys and masks", $"chmod o-rwx {workspace.Folder}")
            : Finding.Good("rights", "closed to other users of the machine");
    }

    private static Finding Disk(Workspace workspace)
    {
        var drive = new DriveInfo(workspace.Folder);
        var text = $"{drive.AvailableFreeSpace >> 20:N0} MiB free of {drive.TotalSize >> 20:N0}";
        const string Fix = "Free space, let old versions expire (`segml snapshot expire`), or give the workspace a larger disk.";
        return drive.AvailableFreeSpace < NoDisk ? Finding.Bad("disk", text, Fix) : drive.AvailableFreeSpace < LittleDisk ? Finding.Warning("disk", text, Fix) : Finding.Good("disk", text);
    }

    private static Finding Ledger(Workspace workspace)
    {
        var found = workspace.CheckLedger();
        return found.Count == 0
            ? Finding.Good("ledger", $"whole: {workspace.LedgerPlace}")
            : Finding.Bad("ledger", $"{workspace.LedgerPlace}: {string.Join("; ", found)}", "Restore it from a backup (`segml restore`), or move ledger.db aside: versions are read back from their manifests.");
    }

    private Finding Clock(Workspace workspace)
    {
        var ahead = workspace.Ledger.Runs(null, 1) is [var last] ? last.Started - clock.GetUtcNow() : TimeSpan.Zero;
        return ahead > TimeSpan.FromMinutes(1)
            ? Finding.Bad("clock", $"the last run began {ahead.TotalMinutes:F0} minutes in the future", "Set the clock (NTP): schedules and times of versions follow it.")
            : Finding.Good("clock", $"{clock.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC");
    }

    private static Finding Audit(Workspace workspace)
    {
        var verdict = workspace.Audit.Verify();
        return verdict.Findings.Count == 0
            ? Finding.Good("audit", $"{verdict.Entries:N0} entries, whole")
            : Finding.Bad("audit", $"{verdict.Findings[0].Code}: {verdict.Findings[0].What}", verdict.Findings[0].Fix);
    }

    private static IEnumerable<Finding> Versions(Workspace workspace)
    {
        var whole = 0;
        foreach (var current in workspace.Pipelines.Select(workspace.Snapshots.Current).OfType<Snapshot>())
        {
            var problems = workspace.Snapshots.Verify(current.Pipeline, current.Commit.Version);
            whole += problems.Count == 0 ? 1 : 0;
            foreach (var problem in problems)
            {
                yield return Finding.Bad("versions", $"{current.Pipeline}: {problem.Code}: {problem.What}", problem.Fix);
            }
        }

        yield return Finding.Good("versions", $"{whole} in use, every byte as published");
    }

    private IEnumerable<Finding> Runs(Workspace workspace)
    {
        foreach (var definition in new PipelineCatalog(roots, clock).All().Where(e => e.Problems.Count == 0).Select(e => e.Definitions!.Pipeline))
        {
            var last = workspace.Ledger.Runs(definition.Name, 1) is [var run] ? run : null;
            if (last is { State: RunState.Failed or RunState.Blocked or RunState.Interrupted })
            {
                yield return Finding.Warning("runs", $"{definition.Name}: run {last.Id} {last.State.ToString().ToLowerInvariant()}{(last.Problem is null ? "" : $": {last.Problem}")}", $"Look at `segml runs {definition.Name} --steps` and the report; the last version stays in use.");
            }

            if (definition.Schedule is not null && last is not null && new ScheduleCalendar(definition).Previous(clock.GetUtcNow() - Late) is { } due && last.Started < due)
            {
                yield return Finding.Warning("runs", $"{definition.Name} was due on {due.UtcDateTime:yyyy-MM-dd HH:mm} UTC and has not run since", "Is the service running, and not started with --no-schedules? GET /api/v1/pipelines says what it decided.");
            }
        }

        yield return Finding.Good("runs", $"{workspace.Pipelines.Count} pipelines have run");
    }

    private IEnumerable<Finding> Keys(Workspace workspace)
    {
        var valid = workspace.Keys.List().Where(k => k.IsValid(clock.GetUtcNow())).ToArray();
        foreach (var key in valid.Where(k => k.Expires - clock.GetUtcNow() < Soon))
        {
            yield return Finding.Warning("keys", $"'{key.Name}' ({key.Id}) ends on {key.Expires:yyyy-MM-dd}", $"segml key rotate {key.Id}");
        }

        yield return valid.Any(k => k.Scopes.Contains("admin", StringComparer.Ordinal))
            ? Finding.Good("keys", $"{valid.Length} valid")
            : Finding.Warning("keys", "no key of an admin", "segml key add NAME --scope admin");
    }

    private static Finding Messages(Workspace workspace)
    {
        var (waiting, refused) = (workspace.Outbox.List(OutboxState.Pending, 1000).Count(m => m.Attempts > 0), workspace.Outbox.List(OutboxState.Refused, 1000).Count);
        return waiting + refused == 0
            ? Finding.Good("outbox", "nothing waits")
            : Finding.Warning("outbox", $"to other systems: {waiting} tried and waiting, {refused} refused", "`segml outbox list` says why; `segml outbox replay` tries again.");
    }

    private async Task<IReadOnlyList<Finding>> MlflowAsync(CancellationToken cancellation)
    {
        var followed = new PipelineCatalog(roots, clock).All().Where(e => e.Definitions?.Pipeline.Registry == RegistryKind.Mlflow).Select(e => (e.Name, Options: e.Definitions!.Pipeline.Mlflow)).ToArray();
        var findings = new List<Finding>();
        foreach (var (name, _) in followed.Where(p => MlflowLogin.Address(p.Options) is null))
        {
            findings.Add(Finding.Warning("mlflow", $"{name} is followed by MLflow, but no address of a server is named that could be used", $"Set mlflow.tracking_uri in its pipeline.yaml, or {MlflowLogin.ServerVariable}; messages wait meanwhile."));
        }

        foreach (var login in followed.Where(p => MlflowLogin.Address(p.Options) is not null).GroupBy(p => (Address: MlflowLogin.Address(p.Options)!, p.Options.TokenEnv, p.Options.UsernameEnv, p.Options.PasswordEnv)))
        {
            findings.Add(await MlflowLogin.TryAsync(login.First().Options, ServerPatience, cancellation) is { } problem
                ? Finding.Warning("mlflow", $"{login.Key.Address}: {problem}", "Check address, credentials and network; messages wait in the outbox meanwhile, and runs go on.")
                : Finding.Good("mlflow", $"{login.Key.Address} answers, for {string.Join(", ", login.Select(p => p.Name))}"));
        }

        return findings.Count > 0 ? findings : [Finding.Good("mlflow", "no pipeline is followed by MLflow")];
    }

    private static IEnumerable<Finding> Try(string check, Func<IEnumerable<Finding>> look)
    {
        try
        {
            return [.. look()];
        }
        catch (ProblemException e)
        {
            return [.. e.Problems.Select(p => Finding.Bad(check, $"{p.Code}: {p.What}", p.Fix))];
        }
    }
}
