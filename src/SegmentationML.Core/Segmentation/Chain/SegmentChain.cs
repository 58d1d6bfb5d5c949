namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>The whole way from the matrix to what is published.</summary>
/// <remarks>
/// Expert rules, then hysteresis and dwell, then the expert rules again (a rule stands above a held segment), then overrides, then the change budget, then temporary events.
/// What is decided late stands above what is decided early, with one exception: the budget delays what the model wants, never what a rule, a person or an edge case wants.
/// </remarks>
public static class SegmentChain
{
    /// <summary>Runs the chain.</summary>
    /// <param name="draft">What edge cases and matrix gave; receives the moves.</param>
    /// <param name="rules">Expert rules.</param>
    /// <param name="hysteresis">Band and dwell.</param>
    /// <param name="overrides">Overrides in force.</param>
    /// <param name="budget">The change budget.</param>
    /// <param name="events">Events in force.</param>
    public static void Run(SegmentDraft draft, ExpertRuleBook rules, Hysteresis hysteresis, PlacedEntities overrides, ChangeBudget budget, PlacedEntities events)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(hysteresis);
        ArgumentNullException.ThrowIfNull(overrides);
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(events);
        rules.Apply(draft);
        hysteresis.Apply(draft);
        rules.Apply(draft);
        overrides.Apply(draft);
        budget.Apply(draft);
        events.Apply(draft);
    }
}
