namespace SegmentationML.Pipeline.Report;

/// <summary>A term and what it means here.</summary>
internal sealed record GlossaryTerm(string Term, string Meaning);
