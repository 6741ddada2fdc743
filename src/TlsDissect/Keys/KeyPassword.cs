namespace TlsDissect.Keys;

/// <summary>A key file's password: asked for at most once, and only when it is needed.</summary>
internal sealed class KeyPassword(string path, Func<string, string?>? ask)
{
    private bool _asked;
    private string? _answer;

    /// <summary>The password, or <c>null</c> where there is none.</summary>
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
    /// <exception cref="KeyFileException">No password was given. The delegate may throw this exception itself, to say how to give one.</exception>
    public string Required => Value ?? throw new KeyFileException(MissingIn(path));

    /// <summary>The message about a file whose password is not given.</summary>
    public static string MissingIn(string path) => $"{path}: is encrypted and needs a password";

    public KeyFileException Wrong(Exception inner) => new($"{path}: wrong password", inner);
}
