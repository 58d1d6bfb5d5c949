namespace SegmentationML.Core.Clustering.Rules;

/// <summary>A question, or an answer.</summary>
/// <param name="Feature">The feature asked; -1 for an answer.</param>
/// <param name="Threshold">Of a number: up to and including it goes to <paramref name="Yes"/>, a missing value too. Of a level: its place in the table's list goes to yes.</param>
/// <param name="Yes">Node for yes.</param>
/// <param name="No">Node for no.</param>
/// <param name="Label">The answer: the most frequent cluster of the node.</param>
/// <param name="Rows">Rows learnt from.</param>
/// <param name="Purity">Share of them that have the label.</param>
public sealed record RuleNode(int Feature, double Threshold, int Yes, int No, int Label, int Rows, double Purity);
