namespace TlsDissect.Records.Framings;

/// <summary>The carrier's own data in one direction.</summary>
/// <param name="Carrier">Whose data.</param>
/// <param name="Bytes">Bytes that are not TLS; frames' headers are not counted where only TLS follows.</param>
/// <param name="HidesTls">Whether TLS sessions are encrypted in them.</param>
internal readonly record struct CarrierData(Carrier Carrier, long Bytes, bool HidesTls);
