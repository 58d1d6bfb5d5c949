using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Service.Worker;

/// <summary>A pipeline as its files stand.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Definitions">The last definition that was valid; null when none was since the service started.</param>
/// <param name="Problems">What is wrong with the files now; empty when they are valid.</param>
/// <param name="ReadAt">When they were read, UTC.</param>
internal sealed record CatalogEntry(string Name, Definitions? Definitions, IReadOnlyList<Problem> Problems, DateTimeOffset ReadAt);
