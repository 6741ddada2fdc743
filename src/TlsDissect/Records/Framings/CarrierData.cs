namespace TlsDissect.Records.Framings;

/// <summary>The carrier's own data in one direction.</summary>
/// <param name="Carrier">The protocol.</param>
/// <param name="Bytes">Number of bytes that are not TLS. Headers of frames that contain only TLS do not count.</param>
/// <param name="HidesTls">Whether TLS sessions are encrypted in them.</param>
internal readonly record struct CarrierData(Carrier Carrier, long Bytes, bool HidesTls);
