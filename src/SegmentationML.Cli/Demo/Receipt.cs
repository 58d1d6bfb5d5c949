namespace SegmentationML.Cli.Demo;

/// <summary>A purchase order line. Days are indices into the history.</summary>
/// <param name="Product">Index of the product.</param>
/// <param name="Site">Index of the receiving site.</param>
/// <param name="OrderDay">Day of the purchase order.</param>
/// <param name="PromisedDay">Day that the supplier promised.</param>
/// <param name="ReceivedDay">Day of the receipt; past the end of the history while it is open.</param>
/// <param name="Ordered">Units ordered.</param>
/// <param name="Received">Units received.</param>
/// <param name="CostCents">Unit cost.</param>
internal readonly record struct Receipt(int Product, int Site, int OrderDay, int PromisedDay, int ReceivedDay, int Ordered, int Received, int CostCents);
