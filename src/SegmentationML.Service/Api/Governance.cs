using SegmentationML.Core.Governance.Cases;
using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Core.Governance.People;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Service.Worker;

namespace SegmentationML.Service.Api;

/// <summary>What decisions rest on, read from the files as they stand: who may do what, and what a model allows.</summary>
internal sealed class Governance(ServiceOptions options, PipelineCatalog catalog)
{
    /// <summary>Who may do what, by <c>people.yaml</c>.</summary>
    public PeopleDirectory People() => Definitions.ReadPeople(options.DefinitionRoots);

    /// <summary>A pipeline with its model.</summary>
    public Definitions Pipeline(string pipeline) => catalog.Require(pipeline);

    /// <summary>A pipeline's model.</summary>
    public ModelDefinition Model(string pipeline) => Pipeline(pipeline).Model;

    /// <summary>Who may override.</summary>
    public OverrideRights Rights(string pipeline) => Model(pipeline).OverrideRights;

    /// <summary>The kinds of case that a pipeline's model knows.</summary>
    public IReadOnlyDictionary<string, WorkflowDefinition> Workflows(string pipeline) => Definitions.ReadWorkflows(Model(pipeline).Name, options.DefinitionRoots, People());
}
