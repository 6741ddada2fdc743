namespace TlsDissect.Keys;

/// <summary>The password of a key file, requested at most once and only when needed.</summary>
internal sealed class KeyPassword(string path, Func<string, string?>? ask)
{
    private bool _asked;
    private string? _answer;

    /// <summary>The password; <c>null</c> if there is none.</summary>
    public string? Value
    {
        get
        {
            if (!_asked) _answer = ask?.Invoke(path);
            _asked = true;
            return _answer;
        }
    }

    /// <summary>The password.</summary>
    /// <exception cref="KeyFileException">
    /// No password was given. The delegate may throw this exception itself, to say how to give one.
    /// </exception>
    public string Required => Value ?? throw new KeyFileException(MissingIn(path));

    /// <summary>The message about a file whose password is missing.</summary>
    public static string MissingIn(string path) => $"{path}: is encrypted and needs a password";

    public KeyFileException Wrong(Exception inner) => new($"{path}: wrong password", inner);
}
