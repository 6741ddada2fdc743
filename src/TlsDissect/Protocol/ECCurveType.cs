namespace TlsDissect.Protocol;

#pragma warning disable CS1591 // The members are the registry's names.

/// <summary>How a ServerKeyExchange describes its curve (RFC 8422 §5.4). Open.</summary>
internal enum ECCurveType : byte
{
    ExplicitPrime = 1,
    ExplicitChar2 = 2,
    NamedCurve = 3,
}
