using System.Collections.Immutable;

namespace TlsDissect.Output.Statistics;

/// <summary>Number of connections over time.</summary>
/// <param name="Start">Start of the first slot; <c>null</c> if there is none.</param>
/// <param name="Slot">Length of a slot.</param>
/// <param name="Counts">Number of connections that began in each slot; at most <see cref="Timeline.MaxSlots"/>.</param>
internal sealed record TimelineStatistics(DateTimeOffset? Start, TimeSpan Slot, ImmutableArray<long> Counts);
