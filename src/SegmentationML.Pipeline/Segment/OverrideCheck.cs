using SegmentationML.Core;
using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Checks an override against its model before it is recorded, so that a run does not stumble over it later.</summary>
public static class OverrideCheck
{
    /// <summary>Throws when, as far as the definitions alone tell, the model has no such segment, or a condition cannot be read or asks for a feature or class that there is not.</summary>
    /// <param name="definitions">The pipeline with its model.</param>
    /// <param name="request">The override.</param>
    public static void Require(Definitions definitions, OverrideRequest request)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentNullException.ThrowIfNull(request);
        var model = definitions.Model;
        ProblemException.ThrowIfAny(request.Validate());
        if (DefinitionCheck.SegmentsOf(model) is { } segments && !segments.Contains(request.Segment, StringComparer.Ordinal))
        {
            throw new ProblemException(new Problem("SEG-OVR-012", $"Model {model.Name} has no segment '{request.Segment}'.", ClosestMatch.Hint(request.Segment, [.. segments])));
        }

        ProblemException.ThrowIfAny(ConditionText.Validate("The override", request.When));
        var asked = model with { Overrides = [OverrideDefinition.Of(request, "new", "whoever decides")] };
        ProblemException.ThrowIfAny(DefinitionCheck.Drivers(asked, definitions.Pipeline.Features, definitions.FeatureGroups));
        ProblemException.ThrowIfAny(DefinitionCheck.Of(asked));
    }
}
