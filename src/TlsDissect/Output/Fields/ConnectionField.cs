using System.Collections.Immutable;

namespace TlsDissect.Output.Fields;

/// <summary>A member of a connection's JSON object that has values: not an object or a list itself.</summary>
/// <param name="Path">Its path with dots, as in <c>certificates.server.not_after</c>. Lists have no part of their own.</param>
/// <param name="Kind">The kind of its values.</param>
/// <param name="IsList">Whether it may have several values.</param>
/// <param name="Values">All its values if they are a closed list; otherwise empty.</param>
/// <param name="Description">A sentence from the schema; empty if it has none.</param>
internal sealed record ConnectionField(string Path, FieldKind Kind, bool IsList, ImmutableArray<string> Values, string Description);
