using SegmentationML.Core;
using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Checks an override against its model before it is recorded, so that a run does not stumble over it later.</summary>
public static class OverrideCheck
{
    /// <summary>Throws when the model has no such segment, as far as the definition alone tells, or a condition cannot be read.</summary>
    /// <param name="model">The model.</param>
    /// <param name="request">The override.</param>
    public static void Require(ModelDefinition model, OverrideRequest request)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(request);
        ProblemException.ThrowIfAny(request.Validate());
        if (DefinitionCheck.SegmentsOf(model) is { } segments && !segments.Contains(request.Segment, StringComparer.Ordinal))
        {
            throw new ProblemException(new Problem("SEG-OVR-012", $"Model {model.Name} has no segment '{request.Segment}'.", ClosestMatch.Hint(request.Segment, [.. segments])));
        }

        ProblemException.ThrowIfAny(ConditionText.Validate("The override", request.When));
        ConditionText.Parse(request.When, [.. model.Dimensions.Keys]);
    }
}
