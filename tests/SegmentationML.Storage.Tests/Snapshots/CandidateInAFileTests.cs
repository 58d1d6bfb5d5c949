namespace SegmentationML.Storage.Tests.Snapshots;

public sealed class CandidateInAFileTests() : CandidateTests(null);
