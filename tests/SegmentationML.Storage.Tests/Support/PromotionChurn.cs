using System.Globalization;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Core.Governance.People;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Tests.Support;

/// <summary>A pipeline with gates whose owners never rest: models are registered, candidates proposed, approved, rejected and rolled back, and old models let go, without a pause.</summary>
internal static class PromotionChurn
{
    private const string Pipeline = "parts";
    private const string Model = "abc-xyz";
    private static readonly RequiredDecision Owner = new(DecisionMaker.Owner, [], 1, []);
    private static readonly GateEvidence Evidence = new(PromotionGate.Churn, GateOutcome.Passed, 0.01, 0.15, "1.0 % of the common entities change their segment, at most 15.0 % may.", Advisory: false);

    /// <summary>Runs until the process ends, and says <c>live N</c> after each version that is in use.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="from">The first text to publish.</param>
    /// <param name="say">Called after each acknowledged decision.</param>
    public static void Run(string folder, long from, Action<string> say)
    {
        using var workspace = Workspace.Open(folder, TimeProvider.System);
        for (var n = from; ; n++)
        {
            var live = workspace.Snapshots.Current(Pipeline)?.Commit.Version;
            var version = Publish(workspace, n, candidate: live is not null);
            var model = Register(workspace, n, version);
            Enter(workspace, version, model, live);
            if (live is not null)
            {
                Change(workspace, version, p => p.Propose(live, [Evidence], Owner, "ann", PeopleDirectory.Everyone, "", DateTimeOffset.UnixEpoch));
                Change(workspace, version, p => n % 3 == 2
                    ? p.Reject("bob", PeopleDirectory.Everyone, "no", DateTimeOffset.UnixEpoch)
                    : p.Approve("bob", PeopleDirectory.Everyone, "", DateTimeOffset.UnixEpoch));
            }

            say($"live {Current(workspace)}");
            if (n % 5 == 4)
            {
                RollBack(workspace);
                say($"live {Current(workspace)}");
                workspace.Models.Collect(Model, 3, dryRun: false, "churn");
            }
        }
    }

    /// <summary>Whether record, version in use, aliases, models and chain say the same.</summary>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public static IReadOnlyList<string> Inspect(Workspace workspace)
    {
        var current = workspace.Snapshots.Current(Pipeline)!.Commit.Version;
        var live = workspace.Promotions.List(Pipeline).Where(r => r.Promotion.State == PromotionState.Live).Select(r => r.Promotion.Version).ToArray();
        var champion = workspace.Models.Find(Model, "champion")?.Commit.Version;
        var made = workspace.Models.Of(Pipeline, current)?.Commit.Version;
        return
        [
            .. workspace.Notices.Select(n => n.ToString()),
            .. workspace.Audit.Verify().Findings.Select(p => p.ToString()),
            .. workspace.Models.List(Model).Where(m => m.Removed is null).SelectMany(m => workspace.Models.Verify(Model, m.Commit.Version)).Select(p => p.ToString()),
            .. live.Length <= 1 ? [] : new[] { $"versions {string.Join(", ", live)} are live at once" },
            .. live.All(v => v == current) ? [] : new[] { $"version {live[0]} is live on record, {current} is in use" },
            .. live.Length == 0 || champion == made ? [] : new[] { $"champion is {champion}, version {current} was made with {made}" },
        ];
    }

    private static long Current(Workspace workspace) => workspace.Snapshots.Current(Pipeline)!.Commit.Version;

    private static long Publish(Workspace workspace, long n, bool candidate)
    {
        using var lease = workspace.Ledger.Begin(new RunRequest(Pipeline, "promote"), TimeSpan.FromMinutes(10));
        using var draft = workspace.Snapshots.Begin(lease);
        File.WriteAllText(Path.Combine(draft.Folder, "assignments.parquet"), $"{n}");
        var content = new SnapshotContent(
            Pipeline, Model, ["product"], new DateOnly(2026, 1, 1), "1.0.0", "churn", "", [], [], [], [new SnapshotTable("assignments", 1, [])],
            new Dictionary<string, string> { ["text"] = n.ToString(CultureInfo.InvariantCulture) });
        var version = draft.Commit(content, workspace.Snapshots.Parent(lease)?.Commit.Version, unlessSame: false, candidate)!.Commit.Version;
        lease.Ended(RunState.Published, version, null);
        return version;
    }

    private static long Register(Workspace workspace, long n, long version)
    {
        var content = new ModelContent(Model, SegmentationML.Pipeline.StepKey.OfText($"{n}"), "0123456789ab", Pipeline, new DateOnly(2026, 1, 1), "churn", new string('d', 64), [], [], []);
        return workspace.Models.Register(new ModelRegistration(content, $"run-{n}", version, "ann"), folder => File.WriteAllText(Path.Combine(folder, "fitted.json"), $"{n}".PadRight(4000, 'x'))).Commit.Version;
    }

    private static void Enter(Workspace workspace, long version, long model, long? live)
    {
        var promotion = VersionPromotion.Open(Pipeline, version, live, [Evidence], Owner, "ann", DateTimeOffset.UnixEpoch);
        workspace.Promotions.Open(new PromotionRecord(live is null ? promotion.Accept("the first", DateTimeOffset.UnixEpoch) : promotion, Model, model, null, null));
    }

    private static void Change(Workspace workspace, long version, Func<VersionPromotion, VersionPromotion> act)
        => workspace.Promotions.Change(Pipeline, version, r => r with { Promotion = act(r.Promotion) });

    private static void RollBack(Workspace workspace)
    {
        if (workspace.Snapshots.Current(Pipeline)!.Commit.Parent is { } before)
        {
            using var lease = workspace.Ledger.Begin(new RunRequest(Pipeline, "back"), TimeSpan.FromMinutes(10));
            var back = workspace.Snapshots.Rollback(lease, before, AuditEvent.Of("version.rolled-back", Pipeline, "churn"));
            lease.Ended(RunState.Published, back?.Commit.Version, null);
        }
    }
}
