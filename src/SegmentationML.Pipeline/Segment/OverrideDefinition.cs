using SegmentationML.Core;
using SegmentationML.Core.Governance.Overrides;

namespace SegmentationML.Pipeline.Segment;

/// <summary>A person's decision about entities, for a time: it survives refits and ends by itself. They stand in <c>overrides.yaml</c> beside the model, or under <c>overrides:</c> in it.</summary>
public sealed record OverrideDefinition
{
    /// <summary>Its id; published beside every entity that it holds.</summary>
    public required string Id { get; init; }

    /// <summary>Keys of the entities; the parts of a longer key are joined by <c>|</c>.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>In place of keys: conditions, as in rules.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> When { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The segment.</summary>
    public required string Segment { get; init; }

    /// <summary>Why, as a word that reports group by, such as CONTRACT.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Where it is written down: a ticket, a mail, a contract.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The first day on which it holds.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The first day on which it holds no longer. An override without an end is refused.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Who answers for it.</summary>
    public string Approver { get; init; } = "";

    /// <summary>An override of the ledger as the model reads it.</summary>
    /// <param name="record">The override.</param>
    internal static OverrideDefinition Of(OverrideRecord record) => Of(record.Request, record.Id, record.DecidedBy ?? "");

    /// <summary>What somebody asks for, as the model would read it.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="id">Its id to be.</param>
    /// <param name="approver">Who answers for it.</param>
    internal static OverrideDefinition Of(OverrideRequest request, string id, string approver) => new()
    {
        Id = id, Keys = request.Keys, When = request.When, Segment = request.Segment, Reason = request.Reason, Reference = request.Reference, From = request.From, To = request.To, Approver = approver,
    };

    /// <summary>Lists everything that is wrong, without looking at data.</summary>
    public IEnumerable<Problem> Validate() => PlacementText.Validate("Override", Id, Keys, When, To);
}
