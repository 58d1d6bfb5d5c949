using SegmentationML.Core;
using SegmentationML.Core.Governance.Cases;
using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Service.Api;
using SegmentationML.Service.Snapshots;

namespace SegmentationML.Service.Security;

/// <summary>Whether a caller may see what persons decided about entities: of those whose rows the caller sees in the version in use, and of no others.</summary>
internal sealed class EntityGate(AssignmentIndexes indexes)
{
    private const string EntityField = "entity";

    /// <summary>Whether the caller may see a case. One that is about no entity is for callers who see all rows.</summary>
    public bool Sees(Sight sight, CaseRecord record) => Sees(sight, record.Pipeline, record.Fields.TryGetValue(EntityField, out var entity) ? [entity] : []);

    /// <summary>Whether the caller may see an override: all of its entities. One that chooses by conditions is for callers who see all rows.</summary>
    public bool Sees(Sight sight, OverrideRecord record) => Sees(sight, record.Request.Pipeline, record.Request.Keys);

    /// <summary>Refuses a case about an entity that the caller may not see, as if there were none.</summary>
    public void Require(Sight sight, string pipeline, IReadOnlyDictionary<string, string> fields)
    {
        if (!Sees(sight, pipeline, fields.TryGetValue(EntityField, out var entity) ? [entity] : []))
        {
            throw new ProblemException(ApiProblems.NoEntity(entity ?? ""));
        }
    }

    /// <summary>Refuses an override of entities that the caller may not see, or by a driver that is kept back: who would be moved tells its value.</summary>
    public void Require(Sight sight, OverrideRequest request)
    {
        if (sight.IsFull)
        {
            return;
        }

        if (!Sees(sight, request.Pipeline, request.Keys))
        {
            throw new ProblemException(ApiProblems.NoEntity(request.Keys is [var key, ..] ? key : ""));
        }

        if (request.When.Count > 0 && indexes.Current(request.Pipeline) is { } version)
        {
            var told = sight.Of(version);
            foreach (var driver in request.When.Keys)
            {
                told.Require(driver);
            }
        }
    }

    private bool Sees(Sight sight, string pipeline, IReadOnlyList<string> keys)
    {
        if (!sight.SeesPipeline(pipeline))
        {
            return false;
        }

        if (sight.Rows.Count == 0)
        {
            return true;
        }

        if (keys.Count == 0 || indexes.Current(pipeline) is not { } version)
        {
            return false;
        }

        var (index, told) = (indexes.Of(version), sight.Of(version));
        return keys.All(k => index.Find(k, told) >= 0);
    }
}
