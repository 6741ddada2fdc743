namespace TlsDissect.Protocol;

#pragma warning disable CS1591 // The members have the registry's names.

/// <summary>Kind of curve description in a ServerKeyExchange (RFC 8422 §5.4). Unknown values are possible.</summary>
internal enum ECCurveType : byte
{
    ExplicitPrime = 1,
    ExplicitChar2 = 2,
    NamedCurve = 3,
}
