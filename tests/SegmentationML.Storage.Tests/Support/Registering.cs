using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Tests.Support;

/// <summary>Registers small model versions, and enters published versions among the promotions.</summary>
internal static class Registering
{
    public const string Model = "abc-xyz";

    private static readonly DateTimeOffset Time = new(2026, 11, 22, 9, 30, 15, TimeSpan.Zero);

    /// <summary>A registration whose identity is that of a text.</summary>
    public static ModelRegistration Registration(string text, long published = 1, string run = "run-1", string pipeline = Publishing.Pipeline)
        => new(
            new ModelContent(
                Model, SegmentationML.Pipeline.StepKey.OfText(text), "0123456789ab", pipeline, new DateOnly(2011, 12, 10), "segml 0.1.0", new string('d', 64),
                [new SnapshotInput("order_lines", "lines.csv", 12, new string('a', 64))], [new SnapshotContract("order-lines", "1.0.0", "order_lines", "pass")], []),
            run, published, "ann")
        {
            Description = text,
        };

    /// <summary>Registers a version whose files all hold a text.</summary>
    public static ModelVersion Register(this Workspace workspace, string text, long published = 1, string run = "run-1", string pipeline = Publishing.Pipeline)
        => workspace.Models.Register(Registration(text, published, run, pipeline), folder => Write(folder, text));

    public static void Write(string folder, string text)
    {
        foreach (var name in (string[])["definition.json", "fitted.json"])
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }

    /// <summary>Publishes a text as a candidate (or into use), registers a model for it and enters it among the promotions.</summary>
    public static PromotionRecord Enter(this Workspace workspace, string text, RequiredDecision required, bool candidate = true)
    {
        var parent = workspace.Snapshots.Current(Publishing.Pipeline)?.Commit.Version;
        var version = workspace.Publish(text, candidate: candidate)!.Commit.Version;
        return workspace.Open(text, version, parent, required, candidate);
    }

    public static PromotionRecord Open(this Workspace workspace, string text, long version, long? parent, RequiredDecision required, bool candidate)
    {
        var model = workspace.Register(text, version).Commit.Version;
        var promotion = VersionPromotion.Open(Publishing.Pipeline, version, parent, [Evidence], required, "ann", Time);
        return workspace.Promotions.Open(new PromotionRecord(candidate ? promotion : promotion.Accept("auto", Time), Model, model, null, null));
    }

    public static GateEvidence Evidence { get; } = new(PromotionGate.Churn, GateOutcome.Passed, 0.01, 0.15, "1.0 % of the common entities change their segment, at most 15.0 % may.", Advisory: false);

    public static RequiredDecision Owner { get; } = new(DecisionMaker.Owner, [], 1, []);

    public static RequiredDecision Nobody { get; } = new(DecisionMaker.Auto, [], 0, []);

    /// <summary>One act on a version's record.</summary>
    public static PromotionRecord Act(this Workspace workspace, long version, Func<VersionPromotion, VersionPromotion> act)
        => workspace.Promotions.Change(Publishing.Pipeline, version, r => r with { Promotion = act(r.Promotion) });

    public static VersionPromotion Propose(VersionPromotion promotion)
        => promotion.Propose(promotion.Base, [Evidence], promotion.Required, "ann", Core.Governance.People.PeopleDirectory.Everyone, "", Time);

    public static VersionPromotion Approve(VersionPromotion promotion) => promotion.Approve("bob", Core.Governance.People.PeopleDirectory.Everyone, "", Time);

    /// <summary>The states of all versions on record, such as <c>1 Retired, 2 Live</c>.</summary>
    public static string States(this Workspace workspace)
        => string.Join(", ", workspace.Promotions.List(Publishing.Pipeline).Select(r => $"{r.Promotion.Version} {r.Promotion.State}"));
}
