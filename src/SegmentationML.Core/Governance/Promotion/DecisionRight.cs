using System.Globalization;

namespace SegmentationML.Core.Governance.Promotion;

/// <summary>One line of the decision rights: who decides on changes up to a size. A limit that is not given does not bind.</summary>
public sealed record DecisionRight
{
    /// <summary>Who decides.</summary>
    public required DecisionMaker Who { get; init; }

    /// <summary>The roles of which a person needs one; none means anyone but the proposer.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>How many different persons must approve. Default 1 for an owner; a board needs at least 2.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>The most entities that may move.</summary>
    public long? MovedAtMost { get; init; }

    /// <summary>The greatest share of the common entities that may move, in [0, 1].</summary>
    public double? MovedShareAtMost { get; init; }

    /// <summary>The greatest value that may move, in the unit of the model's value driver.</summary>
    public double? ValueMovedAtMost { get; init; }

    /// <summary>The greatest share of the value that may move, in [0, 1].</summary>
    public double? ValueMovedShareAtMost { get; init; }

    /// <summary>The most tiers that any entity may cross.</summary>
    public int? TiersCrossedAtMost { get; init; }

    /// <summary>The most key accounts that may move.</summary>
    public long? KeyAccountsMovedAtMost { get; init; }

    /// <summary>Whether any limit is given.</summary>
    public bool IsLimited => MovedAtMost is not null || MovedShareAtMost is not null || ValueMovedAtMost is not null || ValueMovedShareAtMost is not null || TiersCrossedAtMost is not null || KeyAccountsMovedAtMost is not null;

    /// <summary>What of a change is more than this right covers, each as one phrase; empty when it covers the change.</summary>
    /// <param name="size">The change.</param>
    public IEnumerable<string> Exceeded(ChangeSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        (string What, double Found, double? Limit, string Format)[] limits =
        [
            ("entities moved", size.Moved, MovedAtMost, "#,0"),
            ("of the entities moved", size.MovedShare, MovedShareAtMost, "0.##%"),
            ("of value moved", size.ValueMoved, ValueMovedAtMost, "#,0"),
            ("of the value moved", size.ValueMovedShare, ValueMovedShareAtMost, "0.##%"),
            ("tiers crossed", size.TiersCrossed, TiersCrossedAtMost, "0"),
            ("key accounts moved", size.KeyAccountsMoved, KeyAccountsMovedAtMost, "#,0"),
        ];
        return limits.Where(l => l.Limit is { } limit && !(l.Found <= limit))
            .Select(l => $"{l.Found.ToString(l.Format, CultureInfo.InvariantCulture)} {l.What}, at most {l.Limit!.Value.ToString(l.Format, CultureInfo.InvariantCulture)}");
    }

    /// <summary>Lists everything that is wrong with it.</summary>
    /// <param name="at">Where it stands, such as <c>rights[0]</c>.</param>
    internal IEnumerable<Problem> Validate(string at)
    {
        if (Who == DecisionMaker.Auto && (Roles.Count > 0 || Quorum != 1))
        {
            yield return PromotionProblem.Setting(at, "auto with roles or a quorum", "auto without both: nobody is asked");
        }

        if (Quorum < 1 || Quorum > 99 || (Who == DecisionMaker.Board && Quorum < 2))
        {
            yield return PromotionProblem.Setting($"{at}.quorum", Quorum, Who == DecisionMaker.Board ? "2 to 99 persons for a board" : "1 to 99 persons");
        }

        if (Roles.Any(string.IsNullOrWhiteSpace) || Roles.Distinct(StringComparer.Ordinal).Count() != Roles.Count)
        {
            yield return PromotionProblem.Setting($"{at}.roles", $"[{string.Join(", ", Roles)}]", "different names of roles");
        }

        (string Name, double? Limit, bool IsShare)[] limits =
        [
            ("moved_at_most", MovedAtMost, false), ("moved_share_at_most", MovedShareAtMost, true), ("value_moved_at_most", ValueMovedAtMost, false),
            ("value_moved_share_at_most", ValueMovedShareAtMost, true), ("tiers_crossed_at_most", TiersCrossedAtMost, false), ("key_accounts_moved_at_most", KeyAccountsMovedAtMost, false),
        ];
        foreach (var (name, limit, isShare) in limits.Where(l => l.Limit is { } limit && !(limit >= 0 && limit <= (l.IsShare ? 1 : double.MaxValue))))
        {
            yield return PromotionProblem.Setting($"{at}.{name}", limit!.Value, isShare ? "a share in [0, 1], such as 0.02 for 2 %" : "0 or more");
        }
    }
}
