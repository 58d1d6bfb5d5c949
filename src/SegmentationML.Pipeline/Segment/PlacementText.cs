using SegmentationML.Core;
using SegmentationML.Core.Segmentation.Chain;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Turns overrides and events of a definition into placements of entities.</summary>
internal static class PlacementText
{
    public static IEnumerable<Problem> Validate(string what, string id, IReadOnlyList<string> keys, IReadOnlyDictionary<string, IReadOnlyList<string>> when, DateOnly? to)
    {
        if (keys.Count > 0 == when.Count > 0)
        {
            yield return new Problem("SEG-SEGM-122", $"{what} '{id}' has {(keys.Count > 0 ? "keys and conditions" : "neither keys nor conditions")}.", "Name the entities with keys:, or choose them with when:.");
        }

        if (to is null)
        {
            yield return new Problem("SEG-SEGM-123", $"{what} '{id}' has no end.", "Set to: to the first day on which it holds no longer; prolong it when that day comes.");
        }

        foreach (var problem in ConditionText.Validate($"{what} '{id}'", when))
        {
            yield return problem;
        }
    }

    public static IReadOnlyList<Placement> Of(IEnumerable<OverrideDefinition> overrides, IReadOnlyCollection<string> dimensions, Func<string, int> indexOf, Action<string, string> unknown)
        => [.. overrides.Select(o => new Placement
        {
            Id = o.Id, Segment = o.Segment, From = o.From, To = o.To ?? o.From, Reason = o.Reason, Approver = o.Approver,
            When = ConditionText.Parse(o.When, dimensions), Entities = o.Keys.Count == 0 ? null : Known(o.Id, o.Keys, indexOf, unknown),
        })];

    public static IReadOnlyList<Placement> Of(IEnumerable<EventDefinition> events, IReadOnlyCollection<string> dimensions, Func<string, int> indexOf, Action<string, string> unknown)
        => [.. events.Select(e => new Placement
        {
            Id = e.Name, Segment = e.Segment, From = e.From, To = e.To ?? e.From, Reason = e.Name,
            When = ConditionText.Parse(e.When, dimensions), Entities = e.Keys.Count == 0 ? null : Known(e.Name, e.Keys, indexOf, unknown),
        })];

    private static int[] Known(string id, IReadOnlyList<string> keys, Func<string, int> indexOf, Action<string, string> unknown)
    {
        var entities = new List<int>();
        foreach (var key in keys)
        {
            if (indexOf(key) is >= 0 and var entity)
            {
                entities.Add(entity);
            }
            else
            {
                unknown(id, key);
            }
        }

        return [.. entities];
    }
}
