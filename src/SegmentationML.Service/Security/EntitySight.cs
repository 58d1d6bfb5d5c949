using SegmentationML.Pipeline.Publish;

namespace SegmentationML.Service.Security;

/// <summary>What a caller may see of all that a version says of an entity.</summary>
internal static class EntitySight
{
    /// <summary>The entity without what is kept back: figures are missing, sentences become their codes.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="sight">What the caller may see of a table by its name.</param>
    public static PublishedEntity Narrow(PublishedEntity entity, Func<string, TableSight> sight)
    {
        var (told, planned, kept) = (sight(PublishedTable.Assignments), sight(PublishedTable.Forecasts), sight(PublishedTable.Policies));
        return entity with
        {
            Drivers = new OrderedDictionary<string, double>(entity.Drivers.Where(d => told.Shows(d.Key)), StringComparer.Ordinal),
            Units = entity.Units.Where(u => told.Shows(u.Key)).ToDictionary(StringComparer.Ordinal),
            BoundaryDriver = told.Shows("boundary_driver") ? entity.BoundaryDriver : null,
            BoundaryValue = told.Shows("boundary_value") ? entity.BoundaryValue : null,
            BoundaryMargin = told.Shows("boundary_margin") ? entity.BoundaryMargin : null,
            BoundaryMarginSd = told.Shows("boundary_margin_sd") ? entity.BoundaryMarginSd : null,
            Reasons = told.Shows("reason_text") ? entity.Reasons : entity.ReasonCodes,
            NextChange = told.Shows("next_change") ? entity.NextChange : "",
            Forecast = planned.Shows("mean") ? entity.Forecast : [],
            BackTest = planned.Shows("mean") ? entity.BackTest : [],
            ServiceLevel = kept.Shows("service_level") ? entity.ServiceLevel : null,
            SafetyStock = kept.Shows("safety_stock") ? entity.SafetyStock : null,
            ReorderPoint = kept.Shows("reorder_point") ? entity.ReorderPoint : null,
            OrderQuantity = kept.Shows("order_quantity") ? entity.OrderQuantity : null,
        };
    }
}
