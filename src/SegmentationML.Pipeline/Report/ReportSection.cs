using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report;

/// <summary>A section of the page.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="Short">Its name in the navigation.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Lead">One sentence on what it shows.</param>
/// <param name="Write">Writes what stands below the heading.</param>
internal sealed record ReportSection(string Id, string Short, string Title, string Lead, Action<HtmlWriter, RunReportData> Write);
