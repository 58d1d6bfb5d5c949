namespace SegmentationML.Core.Governance.Impact;

/// <summary>A parameter that planning systems take over, and how many entities get another one.</summary>
/// <param name="Parameter">segment, service_level, safety_stock, reorder_point, order_quantity or method.</param>
/// <param name="Changed">Entities of both versions whose value differs.</param>
/// <param name="Raised">Those whose value rises; 0 for texts. One that gets a value where it had none counts as raised.</param>
/// <param name="Lowered">Those whose value falls; 0 for texts. One that has no value any more counts as lowered.</param>
public sealed record ParameterChange(string Parameter, long Changed, long Raised, long Lowered);
